package dev.reelport.analysis;

/** The catalogue has one of that name, slug or alias already; the message says what to do. */
public final class NameTakenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NameTakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
