package dev.reelport.api;

import dev.reelport.platform.SlidingWindow;
import dev.reelport.platform.SlidingWindow.Taken;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How often a user may ask, counted for all instances together. Each answer says how much is left,
 * in the headers of draft-ietf-httpapi-ratelimit-headers-10.
 */
@ApplicationScoped
class CallerLimits {

  private static final String PREFIX = "reelport_limit:";

  private final SlidingWindow windows;
  private final Limit requests;
  private final Limit channelImports;
  private final Limit syncs;

  /**
   * A limit.
   *
   * @param most within the window; 0 for no limit
   * @param exceeded what people are told who are beyond it
   */
  private record Limit(String name, int most, Duration window, String exceeded) {}

  @Inject
  CallerLimits(SlidingWindow windows, ApiConfig config) {
    this.windows = windows;
    requests =
        new Limit(
            "requests",
            config.requestsPerMinute(),
            Duration.ofMinutes(1),
            "You have sent more requests within a minute than you may. Nothing was done; send it"
                + " again later.");
    channelImports =
        new Limit(
            "channel-imports",
            config.channelImportsPerHour(),
            Duration.ofHours(1),
            "You have asked for more imports of channels within an hour than you may. Nothing was"
                + " done; send it again later.");
    syncs =
        new Limit(
            "syncs",
            config.syncsPerHour(),
            Duration.ofHours(1),
            "You have asked for more syncs within an hour than you may. Nothing was done; sources"
                + " are checked by themselves, too.");
  }

  /** One more request; fails with a {@link ProblemException} if that is one too many. */
  Uni<Void> request(UserId user, HttpServerResponse response) {
    return take(requests, user, UUID.randomUUID().toString(), response);
  }

  /**
   * One more import of a channel; fails as {@link #request} does.
   *
   * @param key by which repeats of the request are known: they do not count
   */
  Uni<Void> channelImport(UserId user, Optional<String> key, HttpServerResponse response) {
    String name = key.map(given -> "key:" + given).orElseGet(() -> UUID.randomUUID().toString());
    return take(channelImports, user, name, response);
  }

  /** One more run of a source; fails as {@link #request} does. */
  Uni<Void> sync(UserId user, HttpServerResponse response) {
    return take(syncs, user, UUID.randomUUID().toString(), response);
  }

  private Uni<Void> take(Limit limit, UserId user, String name, HttpServerResponse response) {
    if (limit.most() <= 0) {
      return Uni.createFrom().voidItem();
    }
    return windows
        .take(PREFIX + limit.name() + ":" + user, name, limit.most(), limit.window())
        .invoke(taken -> taken.ifPresent(t -> admit(limit, t, response)))
        .replaceWithVoid();
  }

  private static void admit(Limit limit, Taken taken, HttpServerResponse response) {
    long seconds = Math.max(1, taken.next().plusMillis(999).toSeconds());
    String name = '"' + limit.name() + '"';
    response.headers().add("RateLimit", name + ";r=" + taken.left() + ";t=" + seconds);
    response
        .headers()
        .add("RateLimit-Policy", name + ";q=" + limit.most() + ";w=" + limit.window().toSeconds());
    if (!taken.granted()) {
      throw ProblemException.later(
          null, ProblemCode.RATE_LIMITED, limit.exceeded(), Duration.ofSeconds(seconds));
    }
  }
}
