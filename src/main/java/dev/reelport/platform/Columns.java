package dev.reelport.platform;

import java.util.Collection;
import java.util.function.Function;

/** Rows as arrays of their columns, for statements that write many with {@code unnest}. */
public final class Columns {

  private Columns() {}

  /** A column of texts, in the order of the rows; null where a row has none. */
  public static <T> String[] texts(Collection<T> rows, Function<? super T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  /** A column of numbers, in the order of the rows. */
  public static <T> Integer[] numbers(Collection<T> rows, Function<? super T, Integer> column) {
    return rows.stream().map(column).toArray(Integer[]::new);
  }
}
