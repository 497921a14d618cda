package dev.reelport.api;

import dev.reelport.platform.Drain;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets in as many requests as can be answered, and nobody while the service ends. Who is refused
 * has cost next to nothing: it comes before the token is checked and the body is read. {@code /q}
 * is always open, because whoever watches over the service asks there.
 */
@ApplicationScoped
class Turnstile {

  private static final String OVERLOADED =
      "More requests came at once than can be answered. Nothing was done; send it again later.";
  private static final String TOO_MANY_STREAMS =
      "More event streams are open than can be served. Ask for the import itself instead, or try"
          + " again later.";
  private static final String ENDING =
      "This instance is about to end. Nothing was done; send it again, another one answers.";

  /** Who is refused is told to come back after 1 to this many seconds, not all at once. */
  private static final int LATEST_SECONDS = 5;

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final Drain drain;
  private final ProblemWriter problems;
  private final Room requests;
  private final Room streams;
  private final AtomicInteger refused = new AtomicInteger();

  @Inject
  Turnstile(Drain drain, ProblemWriter problems, ApiConfig config) {
    this.drain = drain;
    this.problems = problems;
    requests = new Room(config.mostInFlight());
    streams = new Room(config.mostStreams());
  }

  /** Answers 503, or lets the request on and counts it until it is answered. */
  void handle(RoutingContext context) {
    String path = Paths.of(context);
    if (Paths.isUnder(path, Paths.OPEN)) {
      context.next();
      return;
    }
    if (drain.isStopping()) {
      sendElsewhere(context.request());
    }
    boolean stream = Paths.isEventStream(path);
    Room room = stream ? streams : requests;
    if (drain.isClosed()) {
      refuse(context, ProblemCode.UNAVAILABLE, ENDING, AT_ONCE);
    } else if (!room.enter()) {
      String why = stream ? TOO_MANY_STREAMS : OVERLOADED;
      refuse(context, ProblemCode.OVERLOADED, why, Duration.ofSeconds(nextPause()));
    } else {
      Runnable over = drain.hold();
      context.addEndHandler(
          ended -> {
            room.leave();
            over.run();
          });
      context.next();
    }
  }

  /** Requests, without event streams, that are being answered now. */
  int requests() {
    return requests.inside.get();
  }

  /** Event streams that are open now. */
  int streams() {
    return streams.inside.get();
  }

  private void refuse(RoutingContext context, ProblemCode code, String why, Duration pause) {
    problems.write(context, ProblemException.later(null, code, why, pause));
  }

  private int nextPause() {
    return 1 + Math.floorMod(refused.getAndIncrement(), LATEST_SECONDS);
  }

  /** The next request of this client should find another instance. */
  private static void sendElsewhere(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** Counts who is inside, up to a number. */
  private static final class Room {
    private final int most;
    private final AtomicInteger inside = new AtomicInteger();

    Room(int most) {
      this.most = most;
    }

    boolean enter() {
      if (inside.incrementAndGet() <= most) {
        return true;
      }
      leave();
      return false;
    }

    void leave() {
      inside.decrementAndGet();
    }
  }
}
