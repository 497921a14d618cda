package dev.reelport.quota;

import dev.reelport.platform.UserId;
import dev.reelport.quota.FairShare.Claim;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Equal shares among users whose channels and playlists want more of the general bucket than is
 * left, whatever the number of their imports. The gate refuses whoever has come up to the level
 * until the others have, too.
 */
@ApplicationScoped
public class FairShares {

  /** Longer than between two updates: a level that nobody renews holds nobody back for long. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private static final int KEYS_A_COMMAND = 1_000;

  private final RedisAPI redis;
  private final RedisGate gate;
  private final QuotaConfig config;

  FairShares(RedisAPI redis, Truth truth, InstantSource clock, QuotaConfig config) {
    this.redis = redis;
    this.gate = new RedisGate(redis, truth, clock, config);
    this.config = config;
  }

  /**
   * Sets the level anew.
   *
   * @param wants units that each user's channels and playlists are still going to ask for
   * @return who has come up to the level and lets others go first; fails with {@link
   *     QuotaUnavailableException}
   */
  public Uni<Set<UserId>> update(Map<UserId, Long> wants) {
    List<UserId> users = List.copyOf(wants.keySet());
    return gate.ofProject(Bucket.GENERAL)
        .chain(
            project ->
                isPlenty(left(project), wants)
                    ? write(OptionalLong.empty(), project.day()).replaceWith(Set.of())
                    : level(project.day(), users, wants));
  }

  // What is left is read last: a unit that is charged meanwhile is missing then, and the level is
  // too
  // low until the next look. The other way round it would be there twice, and somebody would have
  // it.
  private Uni<Set<UserId>> level(QuotaDay day, List<UserId> users, Map<UserId, Long> wants) {
    return spent(users, day)
        .chain(
            spent ->
                gate.ofProject(Bucket.GENERAL)
                    .chain(
                        project ->
                            project.day().equals(day)
                                ? level(project, users, spent, wants)
                                // Midnight came between: the next look is soon.
                                : Uni.createFrom().item(Set.of())));
  }

  private static boolean isPlenty(long left, Map<UserId, Long> wants) {
    return wants.values().stream().mapToLong(Long::longValue).sum() <= left;
  }

  private long left(RedisGate.Count project) {
    return gate.projectLimits(Bucket.GENERAL).refuseAbove() - project.units();
  }

  private Uni<List<Long>> spent(List<UserId> users, QuotaDay day) {
    List<List<String>> commands =
        IntStream.range(0, users.size())
            .filter(n -> n % KEYS_A_COMMAND == 0)
            .mapToObj(n -> users.subList(n, Math.min(users.size(), n + KEYS_A_COMMAND)))
            .map(some -> some.stream().map(user -> GateKeys.user(user, day.date())).toList())
            .toList();
    return Multi.createFrom()
        .iterable(commands)
        .onItem()
        .transformToUniAndConcatenate(keys -> guarded(redis.mget(keys)))
        .collect()
        .in(ArrayList::new, FairShares::addAll);
  }

  private static void addAll(List<Long> numbers, Response answers) {
    answers.forEach(answer -> numbers.add(answer == null ? 0 : answer.toLong()));
  }

  private Uni<Set<UserId>> level(
      RedisGate.Count project, List<UserId> users, List<Long> spent, Map<UserId, Long> wants) {
    long left = left(project);
    long own = gate.userLimits().refuseAbove();
    List<Claim> claims = new ArrayList<>();
    for (int n = 0; n < users.size(); n++) {
      long has = spent.get(n);
      claims.add(new Claim(has, Math.max(0, Math.min(wants.get(users.get(n)), own - has))));
    }
    // With nothing left there is nothing to share: the gate says until when.
    OptionalLong level = left > 0 ? FairShare.level(left, claims) : OptionalLong.empty();
    Set<UserId> held = new HashSet<>();
    for (int n = 0; n < users.size(); n++) {
      if (level.isPresent() && spent.get(n) >= level.getAsLong()) {
        held.add(users.get(n));
      }
    }
    return write(level, project.day()).replaceWith(held);
  }

  private Uni<Response> write(OptionalLong level, QuotaDay day) {
    String key = GateKeys.share(day.date());
    return guarded(
        level.isEmpty()
            ? redis.del(List.of(key))
            : redis.setex(key, Long.toString(KEPT.toSeconds()), Long.toString(level.getAsLong())));
  }

  private <T> Uni<T> guarded(Uni<T> command) {
    return command
        .ifNoItem()
        .after(config.redisTimeout())
        .fail()
        .onFailure()
        .transform(e -> new QuotaUnavailableException("Redis did not answer", e));
  }
}
