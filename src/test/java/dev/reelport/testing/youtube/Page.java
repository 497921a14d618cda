package dev.reelport.testing.youtube;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cut of a list as it is at this moment.
 *
 * @param total size of the whole list
 */
record Page<T>(
    List<T> items, int start, Optional<String> next, Optional<String> previous, int total) {

  static <T> Page<T> cut(List<T> list, int offset, int max, Set<PageQuirk> quirks) {
    if (quirks.contains(PageQuirk.ENDLESS)) {
      return endless(list, offset, max);
    }
    int start = Math.min(offset, list.size());
    int length = quirks.contains(PageQuirk.SHORT_PAGES) ? shortened(offset, max) : max;
    int end = Math.min(start + length, list.size());
    boolean more = end < list.size() || (quirks.contains(PageQuirk.EMPTY_LAST_PAGE) && start < end);
    Optional<String> next = max > 0 && more ? Optional.of(PageToken.next(end)) : Optional.empty();
    if (quirks.contains(PageQuirk.SAME_TOKEN)) {
      next = Optional.of(PageToken.next(start));
    }
    return new Page<>(list.subList(start, end), start, next, before(start, max), list.size());
  }

  private static <T> Page<T> endless(List<T> list, int offset, int max) {
    List<T> items = new ArrayList<>();
    for (int i = 0; i < max && !list.isEmpty(); i++) {
      items.add(list.get((offset + i) % list.size()));
    }
    return new Page<>(
        items, offset, Optional.of(PageToken.next(offset + max)), before(offset, max), list.size());
  }

  private static Optional<String> before(int start, int max) {
    return start == 0
        ? Optional.empty()
        : Optional.of(PageToken.previous(Math.max(0, start - max)));
  }

  private static int shortened(int offset, int max) {
    return Math.max(1, max - 1 - (int) Math.floorMod(Ids.seed(offset, max), max / 3 + 1L));
  }
}
