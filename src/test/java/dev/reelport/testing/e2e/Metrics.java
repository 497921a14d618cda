package dev.reelport.testing.e2e;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics of an instance as Prometheus reads them, at one moment. */
public record Metrics(List<Sample> samples) {

  private static final Pattern LINE =
      Pattern.compile("(?<name>\\w+)(\\{(?<labels>.*?)\\})? (?<value>\\S+)( #.*)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  /** One line. */
  public record Sample(String name, Map<String, String> labels, double value) {

    private static Sample of(String line) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException(line);
      }
      Map<String, String> labels = new HashMap<>();
      if (parts.group("labels") != null) {
        LABEL
            .matcher(parts.group("labels"))
            .results()
            .forEach(label -> labels.put(label.group(1), label.group(2)));
      }
      return new Sample(parts.group("name"), labels, Double.parseDouble(parts.group("value")));
    }
  }

  /** What this text says. */
  public static Metrics of(String text) {
    return new Metrics(
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Sample::of)
            .toList());
  }

  /** The names that begin so. */
  public Set<String> names(String prefix) {
    return samples.stream()
        .map(Sample::name)
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.toSet());
  }

  /** The sum of a metric over all its labels but these. */
  public double sum(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(s -> s.name().equals(name))
        .filter(s -> s.labels().entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Sample::value)
        .sum();
  }

  /** The sum of a metric over the values of one of its labels. */
  public double sum(String name, String label, String value) {
    return sum(name, Map.of(label, value));
  }

  /** The sum of a metric over all its labels. */
  public double sum(String name) {
    return sum(name, Map.of());
  }

  /** All values of a label of a metric. */
  public Set<String> labels(String name, String label) {
    return samples.stream()
        .filter(s -> s.name().equals(name) && s.labels().containsKey(label))
        .map(s -> s.labels().get(label))
        .collect(Collectors.toSet());
  }
}
