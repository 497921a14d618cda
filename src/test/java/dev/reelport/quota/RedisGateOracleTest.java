package dev.reelport.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The script beside a naive twin that counts in maps: under any operations they agree. */
class RedisGateOracleTest {

  private static final Instant NOON = Instant.parse("2026-07-01T19:00:00Z");
  private static final int OPERATIONS = 3_000;

  @Test
  void theGateAnswersAsItsNaiveTwin() {
    // Given
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    TestQuotaConfig config = TestQuotaConfig.limits(800, 300).at(NOON);
    try (GateRedis redis = new GateRedis()) {
      RedisGate gate = redis.gate(config);
      Twin twin = new Twin(config);
      List<Wish> wishes = new ArrayList<>();
      List<Charge.Granted> grants = new ArrayList<>();

      for (int i = 0; i < OPERATIONS; i++) {
        int dice = random.nextInt(100);
        if (dice < 75 || wishes.isEmpty()) {
          // When
          Wish wish = dice < 65 || wishes.isEmpty() ? wish(random, i) : pick(random, wishes);
          wishes.add(wish);
          Charge charge = gate.charge(wish).await().atMost(Duration.ofSeconds(20));
          if (charge instanceof Charge.Granted granted) {
            grants.add(granted);
          }

          // Then
          assertThat(answer(charge)).as("seed %d, step %d", seed, i).isEqualTo(twin.charge(wish));
        } else if (dice < 99 && !grants.isEmpty()) {
          Charge.Granted grant = pick(random, grants);
          gate.giveBack(grant).await().atMost(Duration.ofSeconds(20));
          twin.giveBack(grant);
        } else if (dice == 99 && i > OPERATIONS * 9 / 10) {
          Bucket bucket = pick(random, List.of(Bucket.values()));
          gate.close(bucket, gate.today()).await().atMost(Duration.ofSeconds(20));
          twin.closed.add(bucket);
        }
      }
      twin.used.forEach(
          (key, units) -> assertThat(redis.get(key)).as("seed %d", seed).isEqualTo("" + units));
    }
  }

  private static Wish wish(Random random, int number) {
    return new Wish(
        new UserId("user-" + random.nextInt(5)),
        random.nextInt(5) == 0 ? Bucket.BATCH_GET_STATS : Bucket.GENERAL,
        random.nextInt(3) == 0 ? Priority.INTERACTIVE : Priority.BULK,
        1 + random.nextInt(7),
        "charge-" + number);
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static String answer(Charge charge) {
    return charge instanceof Charge.Refused refused ? refused.by().name() : "GRANTED";
  }

  /** Counts one operation after the other, in memory. */
  private static final class Twin {
    private final QuotaConfig config;
    private final Map<String, Integer> used = new HashMap<>();
    private final Set<String> charged = new HashSet<>();
    private final Set<Bucket> closed = new HashSet<>();

    Twin(QuotaConfig config) {
      this.config = config;
    }

    String charge(Wish wish) {
      if (charged.contains(wish.chargeId())) {
        return "GRANTED";
      }
      String user = "youtube_quota:user:" + wish.user() + ":2026-07-01";
      String project = "youtube_quota:project:" + wish.bucket().key() + ":2026-07-01";
      boolean userCounts = wish.bucket() == Bucket.GENERAL;
      if (userCounts && used(user) + wish.units() > config.userLimit() * 9 / 10) {
        return "USER";
      }
      int ceiling =
          wish.priority() == Priority.BULK ? config.projectLimit() * 9 / 10 : config.projectLimit();
      if (closed.contains(wish.bucket()) || used(project) + wish.units() > ceiling) {
        return "PROJECT";
      }
      if (userCounts) {
        used.merge(user, wish.units(), Integer::sum);
      }
      used.merge(project, wish.units(), Integer::sum);
      charged.add(wish.chargeId());
      return "GRANTED";
    }

    void giveBack(Charge.Granted grant) {
      if (charged.remove(grant.chargeId())) {
        used.computeIfPresent(
            "youtube_quota:user:" + grant.user() + ":2026-07-01",
            (key, units) -> grant.bucket() == Bucket.GENERAL ? units - grant.units() : units);
        used.merge(
            "youtube_quota:project:" + grant.bucket().key() + ":2026-07-01",
            -grant.units(),
            Integer::sum);
      }
    }

    private int used(String key) {
      return used.getOrDefault(key, 0);
    }
  }
}
