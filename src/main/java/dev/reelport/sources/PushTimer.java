package dev.reelport.sources;

import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.TimerRun;
import dev.reelport.sources.Hub.Answer;
import dev.reelport.sources.Hub.Mode;
import dev.reelport.youtube.ChannelId;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps the hub telling us of every channel that somebody follows: subscribes, renews at half the
 * lease, and unsubscribes when the last follower goes. What the hub refuses is asked again later.
 */
@ApplicationScoped
class PushTimer {

  /** Where the hub comes to, below our public address. */
  static final String CALLBACK = "/hooks/youtube/";

  private static final FieldLogger LOG = FieldLogger.of(PushTimer.class);
  private static final int MOST_NEW = 500;
  private static final int MOST_FAREWELLS = 3;
  private static final Duration LONGEST = Duration.ofDays(1);

  /** How long the hub may take to verify; then it is asked again. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final PushStore store;
  private final PushSecrets secrets;
  private final Hub hub;
  private final Sessions sessions;
  private final Drain drain;
  private final DiscoveryConfig config;
  private final InstantSource clock;

  PushTimer(
      PushStore store,
      PushSecrets secrets,
      Hub hub,
      Sessions sessions,
      Drain drain,
      DiscoveryConfig config,
      InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.hub = hub;
    this.sessions = sessions;
    this.drain = drain;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(
      every = "${reelport.discovery.push.every:30s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> run() {
    return config.push().publicUrl().isEmpty()
        ? Uni.createFrom().voidItem()
        : TimerRun.of("push", drain.begin(this::work));
  }

  private Uni<Void> work() {
    return sessions
        .ofWorker(session -> wish(session).chain(() -> claim(session)))
        .chain(this::askEach);
  }

  private Uni<Void> wish(Mutiny.Session session) {
    Instant now = clock.instant();
    return store
        .leave(session, now)
        .chain(() -> store.unsubscribed(session, MOST_NEW))
        .chain(
            channels ->
                Multi.createFrom()
                    .iterable(channels.stream().filter(ChannelId::isValid).toList())
                    .onItem()
                    .transformToUniAndConcatenate(
                        channel -> want(session, new ChannelId(channel), now))
                    .collect()
                    .asList())
        .replaceWithVoid();
  }

  private Uni<Void> want(Mutiny.Session session, ChannelId channel, Instant now) {
    return store.want(session, channel, secrets.next(), secrets.next(), secrets.keyId(), now);
  }

  private Uni<List<Subscription>> claim(Mutiny.Session session) {
    Instant now = clock.instant();
    Instant until = now.plus(config.push().deadline().multipliedBy(2L * config.push().batch()));
    return store
        .claim(session, config.push().batch(), now, until)
        .call(taken -> rekey(session, taken));
  }

  // A renewal brings a subscription under the current key.
  private Uni<Void> rekey(Mutiny.Session session, List<Subscription> taken) {
    return Multi.createFrom()
        .iterable(taken)
        .filter(one -> !one.keyId().equals(secrets.keyId()))
        .onItem()
        .transformToUniAndConcatenate(one -> store.rekey(session, one.channel(), secrets.keyId()))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  // One at a time, and none after the hub has said that it has enough: many at once it refuses.
  private Uni<Void> askEach(List<Subscription> taken) {
    return Multi.createFrom()
        .iterable(taken)
        .onItem()
        .transformToUniAndConcatenate(this::ask)
        .select()
        .first(Answer.Accepted.class::isInstance)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Answer> ask(Subscription subscription) {
    Mode mode =
        subscription.state() == Subscription.State.ENDING ? Mode.UNSUBSCRIBE : Mode.SUBSCRIBE;
    URI callback = callback(subscription.token());
    return hub.ask(
            mode,
            subscription.channel(),
            callback,
            secrets.of(subscription, secrets.keyId()).orElseThrow())
        .call(answer -> write(subscription, mode, answer));
  }

  private URI callback(String token) {
    String base = config.push().publicUrl().orElseThrow().strip().replaceFirst("/+$", "");
    return URI.create(base + CALLBACK + token);
  }

  private Uni<Void> write(Subscription one, Mode mode, Answer answer) {
    if (mode == Mode.UNSUBSCRIBE && one.tries() + 1 >= MOST_FAREWELLS) {
      // The lease ends by itself, and what comes until then is sent away.
      return sessions.ofWorker(session -> store.ended(session, one.channel()));
    }
    Duration pause = pause(one, answer);
    if (!(answer instanceof Answer.Accepted)) {
      LOG.info("hub refused", "channel", one.channel(), "answer", answer, "pause", pause);
    }
    Instant again = clock.instant().plus(pause);
    return sessions.ofWorker(session -> store.again(session, one, again));
  }

  private Duration pause(Subscription one, Answer answer) {
    if (answer instanceof Answer.Accepted) {
      return PATIENCE;
    }
    Duration doubled = config.push().backoff().multipliedBy(1L << Math.min(one.tries(), 12));
    Duration asked =
        answer instanceof Answer.Busy busy
            ? Optional.of(busy).flatMap(Answer.Busy::retryAfter).orElse(Duration.ZERO)
            : LONGEST;
    Duration longer = asked.compareTo(doubled) > 0 ? asked : doubled;
    return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
  }
}
