package dev.reelport.imports;

import java.util.List;

/** How many videos of an import were decided which way. */
record Counts(int imported, int duplicates, int filtered, int unavailable, int failed) {

  static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

  int total() {
    return imported + duplicates + filtered + unavailable + failed;
  }

  Counts plus(List<Item> items) {
    return new Counts(
        imported + count(items, Outcome.IMPORTED),
        duplicates + count(items, Outcome.DUPLICATE),
        filtered + count(items, Outcome.FILTERED),
        unavailable + count(items, Outcome.UNAVAILABLE),
        failed + count(items, Outcome.FAILED));
  }

  /** How many were decided this way. */
  int of(Outcome outcome) {
    return switch (outcome) {
      case IMPORTED -> imported;
      case DUPLICATE -> duplicates;
      case FILTERED -> filtered;
      case UNAVAILABLE -> unavailable;
      case FAILED -> failed;
    };
  }

  Counts withoutFailed() {
    return new Counts(imported, duplicates, filtered, unavailable, 0);
  }

  private static int count(List<Item> items, Outcome outcome) {
    return (int) items.stream().filter(item -> item.outcome() == outcome).count();
  }
}
