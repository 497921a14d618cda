package dev.reelport.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.faults.FaultTest;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Three instances charge at random while Redis is emptied, restarted without its last moments, and
 * its answers get lost, and every other day instances die. A naive twin counts what was sent, as
 * Google would.
 */
class LossOracleTest {

  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 7, 1);
  private static final int DAYS = 6;

  /** Days on which nothing of the one before counts any more. */
  private static final long APART = 3;

  private static final int OPERATIONS = 350;
  private static final int PROJECT_LIMIT = 220;
  private static final int USER_LIMIT = 90;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  @FaultTest(number = 12, promise = "an oracle twin agrees under random losses")
  void neverIsMoreSentThanTheLimitsAndInTheEndTheCountIsExact() {
    // Given
    try (GateRedis redis = new GateRedis()) {
      for (int n = 0; n < DAYS; n++) {
        // When / Then
        Day day = new Day(redis, FIRST_DAY.plusDays(APART * n), n % 2 == 1);
        for (int i = 0; i < OPERATIONS; i++) {
          day.happens(random.nextInt(1_000));
        }
        day.end();
      }
    }
  }

  /** What an instance has granted and not booked. */
  private static final class Instance {
    private final Cashier cashier;
    private final LossyRedis redis;
    private final List<Charge.Granted> inHand = new ArrayList<>();

    Instance(Cashier cashier, LossyRedis redis) {
      this.cashier = cashier;
      this.redis = redis;
    }
  }

  private final class Day {
    private final GateRedis redis;
    private final LocalDate date;
    private final TestQuotaConfig config;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, Integer> sent = new HashMap<>();
    private final boolean mayDie;
    private int charges;

    Day(GateRedis redis, LocalDate date, boolean mayDie) {
      this.mayDie = mayDie;
      this.redis = redis;
      this.date = date;
      Instant noon = date.atTime(19, 0).toInstant(ZoneOffset.UTC);
      config = TestQuotaConfig.limits(PROJECT_LIMIT, USER_LIMIT).withAllowance(20).at(noon);
      for (int n = 0; n < 3; n++) {
        instances.add(instance());
      }
      redis.snapshot();
    }

    private Instance instance() {
      List<LossyRedis> lossy = new ArrayList<>();
      Cashier cashier =
          redis.instance(
              config,
              api -> {
                lossy.add(new LossyRedis(api));
                return lossy.get(0);
              });
      return new Instance(cashier, lossy.get(0));
    }

    void happens(int dice) {
      int which = random.nextInt(instances.size());
      Instance instance = instances.get(which);
      if (dice < 650) {
        charge(instance);
      } else if (dice < 900) {
        bookOldest(instance);
      } else if (dice < 930) {
        instance.redis.loseAnswers(1 + random.nextInt(4));
      } else if (dice < 960) {
        settle(instance);
      } else if (dice < 968) {
        redis.snapshot();
      } else if (dice < 974) {
        redis.empty();
      } else if (dice < 978) {
        redis.restartAsAtTheSnapshot();
      } else if (dice < 984) {
        redis.forgetScripts();
      } else if (dice < 990) {
        if (mayDie) {
          instances.set(which, instance());
        }
      } else {
        leave(instance);
        instances.set(which, instance());
      }
    }

    private void charge(Instance instance) {
      Wish wish =
          new Wish(
              new UserId("user-" + random.nextInt(4)),
              random.nextInt(6) == 0 ? Bucket.BATCH_GET_STATS : Bucket.GENERAL,
              random.nextInt(3) == 0 ? Priority.INTERACTIVE : Priority.BULK,
              1 + random.nextInt(2),
              date + "-" + charges++);
      Charge charge = answer(instance.cashier.charge(wish));
      if (charge instanceof Charge.Granted granted) {
        if (random.nextInt(12) == 0) {
          // The breaker opened: it is never sent.
          answer(instance.cashier.giveBack(granted));
          return;
        }
        instance.inHand.add(granted);
        send(granted, wish.priority());
      }
    }

    private void send(Charge.Granted granted, Priority priority) {
      String bucket = granted.bucket().key();
      sent.merge(bucket, granted.units(), Integer::sum);
      Limits project = new Limits(PROJECT_LIMIT);
      assertThat(sent.get(bucket))
          .as("sent in %s on %s, seed %d", bucket, date, seed)
          .isLessThanOrEqualTo(project.ceiling(priority));
      if (granted.bucket() == Bucket.GENERAL) {
        String user = granted.user().value();
        sent.merge(user, granted.units(), Integer::sum);
        assertThat(sent.get(user))
            .as("sent for %s on %s, seed %d", user, date, seed)
            .isLessThanOrEqualTo(new Limits(USER_LIMIT).refuseAbove());
      }
    }

    private void bookOldest(Instance instance) {
      int most = Math.min(instance.inHand.size(), random.nextInt(5));
      for (int n = 0; n < most; n++) {
        Charge.Granted granted = instance.inHand.remove(0);
        redis.truth().book(granted);
        instance.cashier.booked(granted);
      }
    }

    private void settle(Instance instance) {
      answer(instance.cashier.settle());
    }

    private void leave(Instance instance) {
      while (!instance.inHand.isEmpty()) {
        bookOldest(instance);
      }
      answer(instance.cashier.leave());
    }

    /** All is booked, nothing is lost any more: then the gate counts what was sent. */
    void end() {
      for (Instance instance : instances) {
        while (!instance.inHand.isEmpty()) {
          bookOldest(instance);
        }
        instance.redis.loseAnswers(0);
      }
      if (mayDie) {
        return;
      }
      redis.empty();
      charge(instances.get(0));
      instances.forEach(this::settle);
      long counted = answer(redis.gate(config).ofProject(Bucket.GENERAL)).units();
      assertThat(counted)
          .as("counted on %s, seed %d", date, seed)
          .isEqualTo(sent.getOrDefault(Bucket.GENERAL.key(), 0).longValue());
    }

    /** The answer, or null if the gate could not be asked. */
    private <T> T answer(Uni<T> asked) {
      return asked
          .onFailure(QuotaUnavailableException.class)
          .recoverWithNull()
          .await()
          .atMost(Duration.ofSeconds(30));
    }
  }
}
