package dev.reelport.imports;

/** A request that can never work as it is; the message tells its sender what to change. */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public InvalidRequestException(String message) {
    super(message);
  }
}
