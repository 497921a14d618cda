package dev.reelport.performance;

import java.util.List;
import java.util.Locale;

/** What measurements print. */
final class Figures {

  private Figures() {}

  /** The median with the least and the most, each in this format. */
  static String summary(List<Double> values, String format) {
    List<Double> sorted = values.stream().sorted().toList();
    double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    return String.format(
        Locale.ROOT,
        format + " (" + format + " to " + format + ", " + sorted.size() + " starts)",
        median,
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }

  static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
