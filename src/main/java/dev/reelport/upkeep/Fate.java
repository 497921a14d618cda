package dev.reelport.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The rules by which a video lives on. Plain Java.
 *
 * @param refreshEvery how old counters may get
 * @param detailsEvery how old everything else may get
 * @param confirmAfter how long after the first miss a second one counts
 * @param retry how soon what could not be asked is asked again
 */
record Fate(Duration refreshEvery, Duration detailsEvery, Duration confirmAfter, Duration retry) {

  /** Videos of one day do not stay together: they come back within this part of the period. */
  private static final double SPREAD = 0.2;

  static Fate of(UpkeepConfig config) {
    return new Fate(
        config.refreshEvery(), config.detailsEvery(), config.confirmAfter(), config.retry());
  }

  /** What has to be done about projects. */
  enum Change {
    NONE,
    /** It is certain that YouTube does not show it. */
    GONE,
    /** It is there again. */
    BACK
  }

  /** What is known now, and what follows from it. */
  record Turn(Life life, Change change) {}

  /** Whether counters alone are not enough. */
  boolean needsDetails(Life life, Instant now) {
    return life.isStripped() || !life.detailsAt().plus(detailsEvery).isAfter(now);
  }

  /**
   * YouTube shows it.
   *
   * @param described whether with everything, not with counters alone
   */
  Turn seen(Life life, boolean described, Instant now) {
    Life next =
        new Life(
            life.videoId(),
            life.viewer(),
            described ? now : life.detailsAt(),
            // What is stripped is made whole soon, not in a week.
            life.isStripped() && !described ? now : now.plus(period(life)),
            Optional.empty(),
            Optional.empty(),
            described ? Optional.empty() : life.strippedAt(),
            life.triedAt());
    return new Turn(next, life.isGone() ? Change.BACK : Change.NONE);
  }

  /** YouTube was asked for it by name, and does not show it. */
  Turn absent(Life life, Instant now) {
    Instant since = life.missingSince().orElse(now);
    boolean certain = life.missingSince().isPresent() && !since.plus(confirmAfter).isAfter(now);
    Optional<Instant> goneAt =
        life.goneAt().or(() -> certain ? Optional.of(now) : Optional.empty());
    Instant next = goneAt.isPresent() ? now.plus(period(life)) : since.plus(confirmAfter);
    Life after =
        new Life(
            life.videoId(),
            life.viewer(),
            life.detailsAt(),
            next,
            Optional.of(since),
            goneAt,
            life.strippedAt(),
            Optional.of(now));
    return new Turn(after, goneAt.isPresent() && !life.isGone() ? Change.GONE : Change.NONE);
  }

  /** YouTube could not be asked, or what it says to others says nothing about this one. */
  Turn unknown(Life life, Instant now) {
    Life next =
        new Life(
            life.videoId(),
            life.viewer(),
            life.detailsAt(),
            now.plus(retry),
            life.missingSince(),
            life.goneAt(),
            life.strippedAt(),
            Optional.of(now));
    return new Turn(next, Change.NONE);
  }

  private Duration period(Life life) {
    double place = Math.floorMod(life.videoId().hashCode(), 1_000) / 1_000.0;
    return Duration.ofMillis(Math.round(refreshEvery.toMillis() * (1 - SPREAD * place)));
  }
}
