package dev.reelport.connections;

/** A stored token that no key opens: changed, moved, or its key is no longer set. */
final class UnreadableTokenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnreadableTokenException(String message) {
    super(message);
  }
}
