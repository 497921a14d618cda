package dev.reelport.api;

import dev.reelport.intake.OffsetRange;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where lists of Kafka records go on: a place in each partition that has more. */
final class OffsetsCursor {

  private static final String BELOW = "below:";
  private static final String LEFT = "left:";

  private OffsetsCursor() {}

  /** Below these offsets; null if there are none. */
  static String below(Map<Integer, Long> offsets) {
    return encode(BELOW, offsets, Object::toString);
  }

  /** The offsets to go on below, by partition; empty without a cursor. */
  static Map<Integer, Long> below(String cursor) {
    return decode(BELOW, cursor, "[0-9]{1,18}", Long::valueOf);
  }

  /** Within these ranges; null if there are none. */
  static String left(Map<Integer, OffsetRange> ranges) {
    return encode(LEFT, ranges, range -> range.from() + "-" + range.to());
  }

  /** The ranges to go on within, by partition; empty without a cursor. */
  static Map<Integer, OffsetRange> left(String cursor) {
    return decode(
        LEFT,
        cursor,
        "[0-9]{1,18}-[0-9]{1,18}",
        text -> {
          String[] ends = text.split("-", 2);
          return new OffsetRange(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
        });
  }

  private static <V> String encode(String kind, Map<Integer, V> places, Function<V, String> text) {
    return places.isEmpty()
        ? null
        : Cursor.encode(
            places.entrySet().stream()
                .map(place -> place.getKey() + "=" + text.apply(place.getValue()))
                .collect(Collectors.joining(",", kind, "")));
  }

  private static <V> Map<Integer, V> decode(
      String kind, String cursor, String form, Function<String, V> value) {
    Map<Integer, V> places = new TreeMap<>();
    if (cursor != null) {
      for (String place : Cursor.decode(cursor, kind).split(",", -1)) {
        if (!place.matches("[0-9]{1,9}=" + form)) {
          throw Cursor.garbage();
        }
        String[] parts = place.split("=", 2);
        places.put(Integer.valueOf(parts[0]), value.apply(parts[1]));
      }
    }
    return places;
  }
}
