package dev.reelport.sources;

import dev.reelport.imports.Decided;
import dev.reelport.imports.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a decision of an import means for a video of a source.
 *
 * @param tries how often it was decided the same way in a row
 * @param againAt when to look at it again; empty if it is decided for good
 */
record ItemFate(ItemState state, Optional<String> reason, int tries, Optional<Instant> againAt) {

  /** A stream or premiere is not imported before it is over. */
  private static final Duration AFTER_START = Duration.ofMinutes(15);

  private static final Duration WHILE_LIVE = Duration.ofHours(1);
  private static final int HOURLY_TRIES = 24;
  private static final Duration LIVE_FOR_LONG = Duration.ofDays(1);
  private static final int DAILY_TRIES = 54;
  private static final Duration LIVE_FOR_EVER = Duration.ofDays(7);

  /** A private spell ends; what is gone for good is only met by sweeps after these. */
  private static final List<Duration> UNSEEN =
      List.of(
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(7),
          Duration.ofDays(7),
          Duration.ofDays(7),
          Duration.ofDays(7),
          Duration.ofDays(7),
          Duration.ofDays(7));

  private static final Duration AFTER_FAILURE = Duration.ofHours(1);

  /** What was known of the video before. */
  record Before(ItemState state, Optional<String> reason, int tries) {}

  /** What becomes of the video; empty if what was known of it stays as it is. */
  static Optional<ItemFate> of(Optional<Before> before, Decided decided, Instant now) {
    return switch (decided.outcome()) {
      case IMPORTED -> Optional.of(settled(ItemState.IMPORTED, decided));
      // Its own project, met again.
      case DUPLICATE ->
          before.filter(known -> known.state() == ItemState.IMPORTED).isPresent()
              ? Optional.empty()
              : Optional.of(settled(ItemState.DUPLICATE, decided));
      case FILTERED -> Optional.of(filtered(before, decided, now));
      case UNAVAILABLE -> Optional.of(unavailable(before, decided, now));
      case FAILED ->
          Optional.of(
              new ItemFate(
                  ItemState.FAILED,
                  decided.reason(),
                  tries(before, ItemState.FAILED, decided),
                  Optional.of(now.plus(AFTER_FAILURE))));
    };
  }

  private static ItemFate settled(ItemState state, Decided decided) {
    return new ItemFate(state, decided.reason(), 1, Optional.empty());
  }

  private static ItemFate filtered(Optional<Before> before, Decided decided, Instant now) {
    boolean later = decided.reason().filter(ItemFate::isToBeOver).isPresent();
    if (!later) {
      return settled(ItemState.FILTERED, decided);
    }
    int tries = tries(before, ItemState.PENDING, decided);
    Instant again =
        decided
            .startsAt()
            .map(start -> start.plus(AFTER_START))
            .filter(over -> over.isAfter(now.plus(WHILE_LIVE)))
            .orElseGet(() -> now.plus(whileLive(tries)));
    return new ItemFate(ItemState.PENDING, decided.reason(), tries, Optional.of(again));
  }

  private static boolean isToBeOver(String reason) {
    return reason.equals("live") || reason.equals("upcoming");
  }

  // Some streams never end, and some that are announced never begin.
  private static Duration whileLive(int tries) {
    if (tries <= HOURLY_TRIES) {
      return WHILE_LIVE;
    }
    return tries <= DAILY_TRIES ? LIVE_FOR_LONG : LIVE_FOR_EVER;
  }

  private static ItemFate unavailable(Optional<Before> before, Decided decided, Instant now) {
    int tries = tries(before, ItemState.UNAVAILABLE, decided);
    Optional<Instant> again =
        tries <= UNSEEN.size() ? Optional.of(now.plus(UNSEEN.get(tries - 1))) : Optional.empty();
    return new ItemFate(ItemState.UNAVAILABLE, decided.reason(), tries, again);
  }

  // Private and deleted look alike from where details are asked for: the state alone counts there.
  private static int tries(Optional<Before> before, ItemState state, Decided decided) {
    boolean sameReason =
        decided.outcome() != Outcome.FILTERED
            || before.filter(known -> known.reason().equals(decided.reason())).isPresent();
    return before
        .filter(known -> known.state() == state && sameReason)
        .map(known -> known.tries() + 1)
        .orElse(1);
  }
}
