package dev.reelport.platform;

/**
 * Who an import, a project or a unit of quota belongs to: the {@code sub} claim of a token, or the
 * {@code userId} of a request record.
 */
public record UserId(String value) {

  /** Longest accepted id, in UTF-16 units. */
  public static final int MAX_LENGTH = 255;

  /**
   * @throws IllegalArgumentException if the id is blank, longer than {@link #MAX_LENGTH}, has
   *     control characters, or half a surrogate pair, which PostgreSQL's driver would write as "?"
   *     and so make one user of two
   */
  public UserId {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("a user id must not be blank");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a user id has at most " + MAX_LENGTH + " characters");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a user id has no control characters");
    }
    if (value.codePoints().anyMatch(UserId::isHalfAPair)) {
      throw new IllegalArgumentException("a user id has no half surrogate pairs");
    }
  }

  private static boolean isHalfAPair(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  @Override
  public String toString() {
    return value;
  }
}
