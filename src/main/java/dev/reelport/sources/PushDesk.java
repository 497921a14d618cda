package dev.reelport.sources;

import dev.reelport.platform.Sessions;
import dev.reelport.sources.FeedParser.Feed;
import dev.reelport.sources.FeedParser.UnreadableException;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where the hub comes to: to have verified what we asked of it, and to tell what is new. Whoever
 * else comes learns nothing.
 */
@ApplicationScoped
public class PushDesk {

  private static final Pattern CHANNEL =
      Pattern.compile("[?&]channel_id=([A-Za-z0-9_-]{24})(?:&|$)");
  private static final Pattern CHALLENGE = Pattern.compile("[\\x21-\\x7E]{1,512}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Duration SHORTEST = Duration.ofMinutes(2);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration AFTER_DENIAL = Duration.ofDays(1);

  private final PushStore store;
  private final PushSecrets secrets;
  private final PushNews news;
  private final PushMetrics metrics;
  private final Sessions sessions;
  private final DiscoveryConfig config;
  private final InstantSource clock;

  PushDesk(
      PushStore store,
      PushSecrets secrets,
      PushNews news,
      PushMetrics metrics,
      Sessions sessions,
      DiscoveryConfig config,
      InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.news = news;
    this.metrics = metrics;
    this.sessions = sessions;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What the hub wants verified, as it came.
   *
   * @param mode {@code subscribe}, {@code unsubscribe} or {@code denied}
   * @param lease seconds
   */
  public record Verification(
      Optional<String> mode,
      Optional<String> topic,
      Optional<String> challenge,
      Optional<String> lease) {}

  /** What is to be echoed; empty for whatever we have not asked for. */
  public Uni<Optional<String>> verify(String token, Verification wish) {
    Optional<ChannelId> channel = wish.topic().flatMap(PushDesk::channel);
    if (!PushSecrets.isToken(token) || channel.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return sessions.ofWorker(
        session ->
            store
                .byToken(session, token)
                .chain(
                    found ->
                        found
                            .filter(one -> one.channel().equals(channel.get()))
                            .map(one -> verified(session, one, wish))
                            .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
  }

  /** Which channel a topic is about; its address has changed before. */
  static Optional<ChannelId> channel(String topic) {
    Matcher matcher = CHANNEL.matcher(topic);
    return matcher.find() && ChannelId.isValid(matcher.group(1))
        ? Optional.of(new ChannelId(matcher.group(1)))
        : Optional.empty();
  }

  private Uni<Optional<String>> verified(
      Mutiny.Session session, Subscription one, Verification wish) {
    Instant now = clock.instant();
    String mode = wish.mode().orElse("");
    Optional<String> challenge = wish.challenge().filter(text -> CHALLENGE.matcher(text).matches());
    if (mode.equals("denied") && one.hasAsked(Hub.Mode.SUBSCRIBE)) {
      return store
          .denied(session, one.channel(), now.plus(AFTER_DENIAL))
          .replaceWith(Optional.of(""));
    }
    if (challenge.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    if (mode.equals(Hub.Mode.SUBSCRIBE.code()) && one.hasAsked(Hub.Mode.SUBSCRIBE)) {
      return store.verified(session, one.channel(), lease(wish), now).replaceWith(challenge);
    }
    if (mode.equals(Hub.Mode.UNSUBSCRIBE.code()) && one.hasAsked(Hub.Mode.UNSUBSCRIBE)) {
      return store.ended(session, one.channel()).replaceWith(challenge);
    }
    return Uni.createFrom().item(Optional.empty());
  }

  private Duration lease(Verification wish) {
    Duration told =
        wish.lease()
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(config.push().lease());
    Duration least = told.compareTo(SHORTEST) < 0 ? SHORTEST : told;
    return least.compareTo(LONGEST) > 0 ? LONGEST : least;
  }

  /**
   * Takes a notification, or ignores what is none. Only fails as the database does.
   *
   * @param signature the header, as it came
   * @param body as it came
   */
  public Uni<Void> notified(String token, Optional<String> signature, byte[] body) {
    if (!PushSecrets.isToken(token)) {
      return ignored("stranger");
    }
    return sessions
        .ofWorker(session -> store.byToken(session, token))
        .chain(
            found ->
                found
                    .filter(Subscription::listens)
                    .map(one -> signed(one, signature, body))
                    .orElseGet(() -> ignored("stranger")));
  }

  private Uni<Void> signed(Subscription one, Optional<String> signature, byte[] body) {
    boolean good =
        secrets
            .of(one, one.keyId())
            .filter(secret -> HubSignature.fits(signature, body, secret))
            .isPresent();
    if (!good) {
      return ignored("bad_signature");
    }
    try {
      return taken(one, FeedParser.read(body));
    } catch (UnreadableException e) {
      return ignored("unreadable");
    }
  }

  private Uni<Void> taken(Subscription one, Feed feed) {
    List<PushNews.Entry> entries = new ArrayList<>();
    feed.entries().stream()
        .filter(entry -> entry.channel().filter(one.channel()::equals).isPresent())
        .forEach(
            entry ->
                entries.add(
                    new PushNews.Entry(
                        entry.video(), entry.published(), isNews(one, entry.updated()))));
    List<VideoId> gone =
        feed.tombstones().stream()
            .filter(dead -> dead.channel().filter(one.channel()::equals).isPresent())
            .filter(dead -> isNews(one, dead.when()))
            .map(FeedParser.Tombstone::video)
            .toList();
    metrics.notified("taken");
    return news.take(one.channel(), entries, gone)
        .chain(() -> sessions.ofWorker(session -> remember(session, one, feed)));
  }

  // What is told once more is only looked at if the video is not known yet.
  private static boolean isNews(Subscription one, Optional<Instant> at) {
    return at.map(PushDesk::stored)
        .flatMap(told -> one.newsAt().filter(last -> !told.isAfter(last)))
        .isEmpty();
  }

  // YouTube writes nanoseconds, and the database does not.
  private static Instant stored(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }

  private Uni<Void> remember(Mutiny.Session session, Subscription one, Feed feed) {
    Instant now = clock.instant();
    Optional<Instant> latest =
        Stream.concat(
                feed.entries().stream().flatMap(entry -> entry.updated().stream()),
                feed.tombstones().stream().flatMap(dead -> dead.when().stream()))
            .filter(at -> at.isBefore(now.plus(AFTER_DENIAL)))
            .map(PushDesk::stored)
            .max(Instant::compareTo);
    return store.notified(session, one.channel(), latest, now);
  }

  private Uni<Void> ignored(String why) {
    metrics.notified(why);
    return Uni.createFrom().voidItem();
  }
}
