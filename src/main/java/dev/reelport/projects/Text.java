package dev.reelport.projects;

/** Makes text storable and short, without ever splitting a code point. */
final class Text {

  private static final int REPLACEMENT = 0xFFFD;

  private Text() {}

  /** Without what PostgreSQL refuses: U+0000 is dropped, half a surrogate pair becomes U+FFFD. */
  static String clean(String text) {
    return text.codePoints()
        .filter(c -> c != 0)
        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** At most the first {@code max} code points. */
  static String first(int max, String text) {
    return length(text) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
  }

  /** The number of code points. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
