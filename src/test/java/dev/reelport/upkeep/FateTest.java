package dev.reelport.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.projects.Viewer;
import dev.reelport.upkeep.Fate.Change;
import dev.reelport.upkeep.Fate.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FateTest {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant START = Instant.parse("2026-05-04T09:30:00Z");

  private final Fate fate = new Fate(WEEK, Duration.ofDays(25), DAY, Duration.ofHours(1));
  private Instant now = START;
  private Life life =
      new Life(
          "dQw4w9WgXcQ",
          Viewer.EVERYBODY,
          START,
          START,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Test
  void whatIsSeenIsLookedForAgainWithinThePeriod() {
    assertThat(seen(false)).isEqualTo(Change.NONE);
    assertThat(life.nextCheckAt()).isBetween(now.plus(Duration.ofDays(5)), now.plus(WEEK));
    assertThat(life.detailsAt()).isEqualTo(START);
  }

  @Test
  void oneMissIsNoDisappearance() {
    assertThat(absent()).isEqualTo(Change.NONE);
    assertThat(life.nextCheckAt()).isEqualTo(now.plus(DAY));

    after(DAY);
    assertThat(seen(false)).isEqualTo(Change.NONE);
    assertThat(life.missingSince()).isEmpty();
  }

  @Test
  void twoMissesADayApartAre() {
    absent();
    after(Duration.ofHours(23));
    assertThat(absent()).as("too soon").isEqualTo(Change.NONE);
    assertThat(life.nextCheckAt()).isEqualTo(START.plus(DAY));

    after(Duration.ofHours(1));
    assertThat(absent()).isEqualTo(Change.GONE);
    assertThat(life.isGone()).isTrue();

    after(WEEK);
    assertThat(absent()).as("told once").isEqualTo(Change.NONE);
    assertThat(life.nextCheckAt()).isAfter(now.plus(Duration.ofDays(5)));
  }

  @Test
  void whatComesBackIsToldOnceAndStartsAnew() {
    absent();
    after(DAY);
    absent();

    after(WEEK);
    assertThat(seen(false)).isEqualTo(Change.BACK);
    assertThat(seen(false)).isEqualTo(Change.NONE);
    assertThat(absent()).isEqualTo(Change.NONE);
  }

  @Test
  void whatCouldNotBeAskedSaysNothing() {
    absent();
    after(DAY);
    life = fate.unknown(life, now).life();

    assertThat(life.isGone()).isFalse();
    assertThat(life.missingSince()).contains(START);
    assertThat(life.nextCheckAt()).isEqualTo(now.plus(Duration.ofHours(1)));
    assertThat(life.triedAt()).contains(now);
  }

  @Test
  void everythingIsAskedForBeforeItIsTooOld() {
    after(Duration.ofDays(24));
    assertThat(fate.needsDetails(life, now)).isFalse();
    after(DAY);
    assertThat(fate.needsDetails(life, now)).isTrue();
    seen(true);
    assertThat(fate.needsDetails(life, now)).isFalse();
    assertThat(life.detailsAt()).isEqualTo(now);
  }

  @Test
  void whatIsStrippedAndBackIsMadeWholeAtOnce() {
    life =
        new Life(
            life.videoId(),
            life.viewer(),
            START,
            START,
            Optional.of(START),
            Optional.of(START),
            Optional.of(START),
            Optional.of(START));
    assertThat(seen(false)).isEqualTo(Change.BACK);
    assertThat(life.nextCheckAt()).isEqualTo(now);
    assertThat(fate.needsDetails(life, now)).isTrue();
    seen(true);
    assertThat(life.isStripped()).isFalse();
    assertThat(life.nextCheckAt()).isAfter(now);
  }

  @RepeatedTest(200)
  void nothingIsGoneThatWasSeenWithinTheDay(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    Optional<Instant> missing = Optional.empty();
    boolean gone = false;
    for (int n = 0; n < 60; n++) {
      after(Duration.ofHours(1 + random.nextInt(30)));
      switch (random.nextInt(5)) {
        case 0 -> {
          assertThat(seen(random.nextBoolean())).isEqualTo(gone ? Change.BACK : Change.NONE);
          missing = Optional.empty();
          gone = false;
        }
        case 1 -> life = fate.unknown(life, now).life();
        default -> {
          boolean certain = missing.isPresent() && !missing.get().plus(DAY).isAfter(now);
          assertThat(absent()).isEqualTo(certain && !gone ? Change.GONE : Change.NONE);
          missing = missing.or(() -> Optional.of(now));
          gone = gone || certain;
        }
      }
      assertThat(life.isGone()).isEqualTo(gone);
      assertThat(life.missingSince()).isEqualTo(missing);
      assertThat(life.nextCheckAt()).isAfterOrEqualTo(now);
    }
  }

  private void after(Duration time) {
    now = now.plus(time);
  }

  private Change seen(boolean described) {
    return turn(fate.seen(life, described, now));
  }

  private Change absent() {
    return turn(fate.absent(life, now));
  }

  private Change turn(Turn turn) {
    life = turn.life();
    return turn.change();
  }
}
