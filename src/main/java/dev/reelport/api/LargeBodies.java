package dev.reelport.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which calls may send more than {@link #USUAL_BYTES}, and how many of them at a time: the memory
 * of an instance has room for few.
 */
@ApplicationScoped
class LargeBodies {

  /** Largest body of a usual call. */
  static final int USUAL_BYTES = 64 * 1024;

  /** Largest list of subscriptions. */
  static final int BULK_BYTES = 1024 * 1024;

  private static final int AT_A_TIME = 8;
  private static final Duration SOON = Duration.ofSeconds(2);

  private final AtomicInteger inside = new AtomicInteger();

  /** The most bytes that this path takes. */
  static int most(String path) {
    return path.equals(Paths.BULK) ? BULK_BYTES : USUAL_BYTES;
  }

  /** Lets a large body in until its request is answered; fails if there are too many. */
  void enter(RoutingContext context) {
    if (inside.incrementAndGet() > AT_A_TIME) {
      inside.decrementAndGet();
      throw ProblemException.later(
          null,
          ProblemCode.OVERLOADED,
          "More large bodies came at once than can be read. Nothing was done; send it again later.",
          SOON);
    }
    context.addEndHandler(ended -> inside.decrementAndGet());
  }

  /** The answer to a body that is too large for its path. */
  static ProblemException tooLarge(String path) {
    return ProblemException.of(
        ProblemCode.TOO_LARGE,
        "The body has more than " + most(path) / 1024 + " KiB; a request needs far less.");
  }
}
