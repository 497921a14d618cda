package dev.reelport.sources;

import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.TimerRun;
import dev.reelport.platform.UserId;
import dev.reelport.sources.CheckStore.Claimed;
import dev.reelport.youtube.PlaylistId;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks what is due. Each instance takes sources nobody else has taken, the most overdue first,
 * and goes on as long as there are some; what it does not come to, because it ends or is killed, is
 * free again when its claim is over.
 */
@ApplicationScoped
class Discovery {

  private static final FieldLogger LOG = FieldLogger.of(Discovery.class);

  private final CheckStore checks;
  private final ListStore lists;
  private final Round round;
  private final Sessions sessions;
  private final Drain drain;
  private final DiscoveryConfig config;
  private final InstantSource clock;

  Discovery(
      CheckStore checks,
      ListStore lists,
      Round round,
      Sessions sessions,
      Drain drain,
      DiscoveryConfig config,
      InstantSource clock) {
    this.checks = checks;
    this.lists = lists;
    this.round = round;
    this.sessions = sessions;
    this.drain = drain;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(
      every = "${reelport.discovery.every:10s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> run() {
    return TimerRun.of("discovery", drain.begin(this::batch));
  }

  private Uni<Void> batch() {
    Instant now = clock.instant();
    return sessions
        .ofWorker(session -> checks.claim(session, config.batch(), now, now.plus(config.claim())))
        .chain(claimed -> claimed.isEmpty() ? Uni.createFrom().voidItem() : check(claimed, now));
  }

  private Uni<Void> check(List<Claimed> claimed, Instant began) {
    List<Map.Entry<PlaylistId, List<UserId>>> due = new ArrayList<>(byList(claimed).entrySet());
    List<List<Map.Entry<PlaylistId, List<UserId>>>> parts = parts(due, config.together());
    return Multi.createFrom()
        .iterable(parts)
        .select()
        .first(part -> !drain.isStopping())
        .onItem()
        .transformToUniAndConcatenate(part -> check(part).replaceWith(Boolean.TRUE))
        .collect()
        .asList()
        .call(done -> leave(parts.subList(done.size(), parts.size())))
        .invoke(
            () ->
                LOG.info(
                    "sources checked",
                    "sources",
                    claimed.size(),
                    "lists",
                    due.size(),
                    "took",
                    Duration.between(began, clock.instant())))
        .replaceWithVoid();
  }

  /** What this instance does not come to, because it ends, others may take at once. */
  private Uni<Void> leave(List<List<Map.Entry<PlaylistId, List<UserId>>>> rest) {
    List<PlaylistId> lists = rest.stream().flatMap(List::stream).map(Map.Entry::getKey).toList();
    return lists.isEmpty()
        ? Uni.createFrom().voidItem()
        : sessions.ofWorker(session -> checks.release(session, lists));
  }

  private static Map<PlaylistId, List<UserId>> byList(Collection<Claimed> claimed) {
    Map<PlaylistId, List<UserId>> followers = new LinkedHashMap<>();
    claimed.forEach(
        one -> followers.computeIfAbsent(one.list(), list -> new ArrayList<>()).add(one.user()));
    return followers;
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return parts;
  }

  private Uni<Void> check(List<Map.Entry<PlaylistId, List<UserId>>> part) {
    List<PlaylistId> ids = part.stream().map(Map.Entry::getKey).toList();
    return sessions
        .ofWorker(session -> lists.states(session, ids))
        .chain(
            states ->
                round.check(
                    part.stream()
                        .map(
                            entry ->
                                new Due(
                                    states.getOrDefault(
                                        entry.getKey(), ListState.unknown(entry.getKey())),
                                    entry.getValue()))
                        .toList()))
        .replaceWithVoid();
  }
}
