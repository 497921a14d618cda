package dev.reelport.youtube;

/**
 * A target that names no video, channel or playlist of YouTube. The message is written for the
 * person who pasted it and never repeats what they pasted.
 */
public final class InvalidTargetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The message tells people what to give instead. */
  public InvalidTargetException(String message) {
    super(message);
  }
}
