package dev.reelport.imports;

import java.time.Duration;

/**
 * Why there is no preview, or nothing of one's own YouTube. Each message is for the person who
 * asked.
 */
public abstract sealed class PreviewRefusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  PreviewRefusal(String message) {
    super(message);
  }

  /** Nothing there, or nothing the caller may see. */
  public static final class NotFound extends PreviewRefusal {
    private static final long serialVersionUID = 1;

    public NotFound(String message) {
      super(message);
    }
  }

  /** The caller has connected nothing. */
  public static final class NotConnected extends PreviewRefusal {
    private static final long serialVersionUID = 1;

    public NotConnected(String message) {
      super(message);
    }
  }

  /** The caller's grant is over. */
  public static final class ReconnectRequired extends PreviewRefusal {
    private static final long serialVersionUID = 1;

    public ReconnectRequired(String message) {
      super(message);
    }
  }

  /** The place in the list is known no more. */
  public static final class Outdated extends PreviewRefusal {
    private static final long serialVersionUID = 1;

    public Outdated(String message) {
      super(message);
    }
  }

  /** YouTube does not answer, or our own limits hold the call back. */
  public static final class YouTubeUnavailable extends PreviewRefusal {
    private static final long serialVersionUID = 1;
    private final transient Duration retryAfter;

    public YouTubeUnavailable(String message, Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    /** When it is worth asking again. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** The caller's budget or the project's is used up. */
  public static final class QuotaExceeded extends PreviewRefusal {
    private static final long serialVersionUID = 1;
    private final transient Duration retryAfter;

    public QuotaExceeded(String message, Duration retryAfter) {
      super(message);
      this.retryAfter = retryAfter;
    }

    /** When the budget is renewed. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
