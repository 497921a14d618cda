package dev.reelport.analysis;

import java.util.Optional;
import java.util.regex.Pattern;

/** What an admin may call something in the catalogue. */
public final class CatalogueWord {

  private static final Pattern SLUG =
      Pattern.compile("[^\\s.\\p{Lu}]{1," + CatalogueKey.LONGEST + "}");

  private CatalogueWord() {}

  /** The name without spaces around it; empty if it is none, or too long to be found. */
  public static Optional<String> name(String given) {
    return CatalogueKey.of(given).map(key -> given.strip());
  }

  /** The slug; empty if nothing would be found by it. */
  public static Optional<String> slug(String given) {
    return CatalogueKey.of(given)
        .map(CatalogueKey::slug)
        .filter(slug -> slug.equals(given) && SLUG.matcher(slug).matches());
  }

  /** The alias in the form it is looked up in; empty if it is none. */
  public static Optional<String> alias(String given) {
    return CatalogueKey.of(given).map(CatalogueKey::name);
  }
}
