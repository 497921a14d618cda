package dev.reelport.youtube;

/**
 * A target that names no video, channel or playlist of YouTube. The message is written for the
 * person who pasted it and never repeats what they pasted.
 */
public final class InvalidTargetException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private final String reason;

  /** The message tells people what to give instead. */
  public InvalidTargetException(String message) {
    this(message, "");
  }

  /**
   * @param reason what is wrong with it
   * @param accepted what would be right
   */
  InvalidTargetException(String reason, String accepted) {
    super(reason + accepted);
    this.reason = reason;
  }

  /** What is wrong with it, without what would be right: for those who are told of many. */
  public String reason() {
    return reason;
  }
}
