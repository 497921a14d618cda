package dev.reelport.quota;

import java.util.Collection;
import java.util.OptionalLong;

/** Shares a budget that is not enough for all who want some of it. */
final class FairShare {

  private FairShare() {}

  /**
   * What one user asks for.
   *
   * @param spent units used today
   * @param wants units they would use from now on
   */
  record Claim(long spent, long wants) {

    /** How much of this user's wish a level grants. */
    long within(long level) {
      return Math.max(0, Math.min(spent + wants, level) - spent);
    }
  }

  /**
   * The number of units up to which everybody may go today. Whoever wants less gets all of it; what
   * they leave is shared by the others, and nobody gets more while somebody has less.
   *
   * @param budget units that are left
   * @return empty if there is enough for all
   */
  static OptionalLong level(long budget, Collection<Claim> claims) {
    long wanted = claims.stream().mapToLong(Claim::wants).sum();
    if (wanted <= budget) {
      return OptionalLong.empty();
    }
    long low = 0;
    long high = claims.stream().mapToLong(claim -> claim.spent() + claim.wants()).max().orElse(0);
    while (low < high) {
      long middle = (low + high) / 2;
      if (granted(claims, middle) >= budget) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return OptionalLong.of(low);
  }

  private static long granted(Collection<Claim> claims, long level) {
    return claims.stream().mapToLong(claim -> claim.within(level)).sum();
  }
}
