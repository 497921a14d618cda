package dev.reelport.analysis;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes topics of anybody's words: few, short, and without anything but words in them. */
final class Topics {

  private static final int MOST = 8;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 50;
  private static final Pattern SPACES = Pattern.compile(" +");

  private Topics() {}

  /** At most eight different topics, in the order of the words. */
  static List<String> of(Collection<String> words) {
    return words.stream()
        .map(Topics::clean)
        .flatMap(Optional::stream)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static Optional<String> clean(String word) {
    String topic = word.strip().toLowerCase(Locale.ROOT);
    if (length(topic) > LONGEST) {
      return Optional.empty();
    }
    String kept =
        Normalizer.normalize(topic, Normalizer.Form.NFC)
            .codePoints()
            .map(c -> isSpace(c) ? ' ' : c)
            .filter(Topics::isKept)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String squeezed = SPACES.matcher(kept).replaceAll(" ").strip();
    return length(squeezed) < SHORTEST
            || squeezed.codePoints().noneMatch(Character::isLetterOrDigit)
        ? Optional.empty()
        : Optional.of(squeezed);
  }

  // Marks are parts of letters in many scripts, such as the vowels of Devanagari.
  private static boolean isKept(int c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK
        || c == ' '
        || c == '-';
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
