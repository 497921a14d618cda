package dev.reelport.projects;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The readable part of a project's address: the slugified title, a hyphen, and the first eight of
 * the video id. The part of the id is kept as it is but for case and {@code _}, so it may start or
 * end with a hyphen.
 */
public record Slug(String value) {

  private static final int TITLE_LENGTH = 50;
  private static final int ID_LENGTH = 8;
  private static final String EMPTY = "video";

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern OUTER_HYPHENS = Pattern.compile("^-|-$");

  /** The slug a project of this video should have. */
  public static Slug of(String title, String videoId) {
    String id = videoId.substring(0, Math.min(ID_LENGTH, videoId.length()));
    return new Slug(slugify(title) + "-" + id.toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** This slug, or with the smallest number from 2 on behind it that makes it new. */
  public Slug besides(Set<String> taken) {
    if (!taken.contains(value)) {
      return this;
    }
    return IntStream.iterate(2, n -> n + 1)
        .mapToObj(n -> value + "-" + n)
        .filter(candidate -> !taken.contains(candidate))
        .map(Slug::new)
        .findFirst()
        .orElseThrow();
  }

  private static String slugify(String title) {
    String decomposed = Normalizer.normalize(title, Normalizer.Form.NFKD);
    String plain = MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    String slug = trim(OTHERS.matcher(plain).replaceAll("-"));
    String cut = trim(slug.substring(0, Math.min(TITLE_LENGTH, slug.length())));
    return cut.isEmpty() ? EMPTY : cut;
  }

  private static String trim(String slug) {
    return OUTER_HYPHENS.matcher(slug).replaceAll("");
  }

  @Override
  public String toString() {
    return value;
  }
}
