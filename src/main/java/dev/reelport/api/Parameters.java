package dev.reelport.api;

import dev.reelport.platform.Ids;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what stands behind the question mark, and says what is allowed if it cannot. */
final class Parameters {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  private Parameters() {}

  /** Rows of a page; absent: {@link #DEFAULT_LIMIT}. */
  static int limit(String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    if (!text.matches("[0-9]{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_LIMIT) {
      throw invalid("limit", "it must be a whole number between 1 and " + MAX_LIMIT);
    }
    return Integer.parseInt(text);
  }

  /** One of the values, by the name of the contract; empty if absent. */
  static <E extends Enum<E>> Optional<E> oneOf(
      String name, String text, E[] values, Function<E, String> code) {
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        Stream.of(values)
            .filter(value -> code.apply(value).equals(text))
            .findFirst()
            .orElseThrow(() -> invalid(name, "it must be one of " + names(values, code))));
  }

  /** All of the values named, by the names of the contract; absent: the given ones. */
  static <E extends Enum<E>> Set<E> anyOf(
      String name, List<String> texts, E[] values, Function<E, String> code, Set<E> absent) {
    if (texts == null || texts.isEmpty()) {
      return absent;
    }
    return texts.stream()
        .map(text -> oneOf(name, text, values, code).orElseThrow())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** An id; empty if absent. */
  static Optional<UUID> id(String name, String text) {
    return Optional.ofNullable(text)
        .map(given -> Ids.parse(given).orElseThrow(() -> invalid(name, "it must be an id")));
  }

  /** Yes or no; absent: no. */
  static boolean flag(String name, String text) {
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw invalid(name, "it must be true or false");
    }
    return "true".equals(text);
  }

  static ProblemException invalid(String name, String rule) {
    return ProblemException.of(
        ProblemCode.INVALID_PARAMETER, "The parameter " + name + " is not valid: " + rule + ".");
  }

  private static <E> String names(E[] values, Function<E, String> code) {
    return Stream.of(values).map(code).collect(Collectors.joining(", "));
  }
}
