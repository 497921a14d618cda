package dev.reelport.analysis;

import java.util.Locale;
import java.util.Optional;

/**
 * How a word is looked up in the catalogue: as it is but for case, or as an address would have it.
 */
record CatalogueKey(String name, String slug) {

  /** Longer words name nothing; in UTF-16 units. */
  static final int LONGEST = 100;

  /** The key of a word; empty if it can name nothing. */
  static Optional<CatalogueKey> of(String word) {
    String name = word.strip().toLowerCase(Locale.ROOT);
    return name.isEmpty() || name.length() > LONGEST || name.codePoints().anyMatch(c -> !isText(c))
        ? Optional.empty()
        : Optional.of(new CatalogueKey(name, slug(name)));
  }

  /** A name in the form of an address: a space and a dot become a hyphen. */
  static String slug(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('.', '-');
  }

  // PostgreSQL refuses U+0000, and half a surrogate pair is no character.
  private static boolean isText(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }
}
