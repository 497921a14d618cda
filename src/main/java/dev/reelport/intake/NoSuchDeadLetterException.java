package dev.reelport.intake;

/** There is no dead letter at the place that somebody named. */
public final class NoSuchDeadLetterException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoSuchDeadLetterException(Replays.Place place) {
    super(
        "There is no dead letter at partition "
            + place.partition()
            + ", offset "
            + place.offset()
            + ". None of them was replayed.");
  }
}
