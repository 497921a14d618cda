package dev.reelport.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.quota.FairShare.Claim;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FairShareTest {

  @Test
  void nobodyIsHeldBackWhileThereIsEnoughForAll() {
    assertThat(FairShare.level(100, List.of(new Claim(900, 60), new Claim(0, 40)))).isEmpty();
  }

  @Test
  void everybodyMayGoAsFarAsEverybodyElse() {
    // Given three who want more than there is, when 90 units are left
    List<Claim> claims = List.of(new Claim(0, 410), new Claim(0, 41), new Claim(0, 41));

    // Then each may have 30
    assertThat(FairShare.level(90, claims)).hasValue(30);
  }

  @Test
  void whatSomebodyDoesNotWantIsSharedByTheOthers() {
    List<Claim> claims = List.of(new Claim(0, 3), new Claim(0, 500), new Claim(0, 500));

    assertThat(FairShare.level(103, claims)).hasValue(50);
  }

  @Test
  void whoHasSpentMuchTodayWaitsForThoseWhoHaveNot() {
    List<Claim> claims = List.of(new Claim(400, 100), new Claim(0, 100), new Claim(20, 100));

    assertThat(FairShare.level(60, claims)).hasValue(40);
  }

  @Test
  void theLastUnitIsNotLeftLying() {
    List<Claim> claims = List.of(new Claim(7, 10), new Claim(7, 10), new Claim(7, 10));

    assertThat(FairShare.level(1, claims)).hasValue(8);
  }

  static Stream<Long> seeds() {
    return new Random().longs(200).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theLevelIsTheOneThatHandingOutUnitByUnitReaches(long seed) {
    // Given
    Random random = new Random(seed);
    List<Claim> claims =
        IntStream.range(0, 1 + random.nextInt(8))
            .mapToObj(n -> new Claim(random.nextInt(50), random.nextInt(60)))
            .toList();
    long budget = random.nextInt(300);

    // When
    OptionalLong level = FairShare.level(budget, claims);

    // Then
    assertThat(level).as("seed %d", seed).isEqualTo(unitByUnit(budget, claims));
  }

  /** Always gives the next unit to whoever has least and still wants some. */
  private static OptionalLong unitByUnit(long budget, List<Claim> claims) {
    long[] has = claims.stream().mapToLong(Claim::spent).toArray();
    long highest = 0;
    for (long left = budget; left > 0; left--) {
      int next = poorest(has, claims);
      if (next < 0) {
        return OptionalLong.empty();
      }
      has[next]++;
      highest = Math.max(highest, has[next]);
    }
    return poorest(has, claims) < 0 ? OptionalLong.empty() : OptionalLong.of(highest);
  }

  private static int poorest(long[] has, List<Claim> claims) {
    int poorest = -1;
    for (int n = 0; n < has.length; n++) {
      boolean wantsMore = has[n] < claims.get(n).spent() + claims.get(n).wants();
      if (wantsMore && (poorest < 0 || has[n] < has[poorest])) {
        poorest = n;
      }
    }
    return poorest;
  }
}
