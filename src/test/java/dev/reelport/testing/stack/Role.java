package dev.reelport.testing.stack;

/** A database user and its password. */
public record Role(String user, String password) {

  @Override
  public String toString() {
    return user;
  }
}
