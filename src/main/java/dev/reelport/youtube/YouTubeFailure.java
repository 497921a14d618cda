package dev.reelport.youtube;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Why YouTube did not answer what was asked: read from status, reason and details, in one place.
 * What to do about it is decided elsewhere.
 */
public sealed class YouTubeFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  YouTubeFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The project's units of the day are used up at Google; nothing works before the reset. */
  public static final class DayUsedUp extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public DayUsedUp(String message) {
      super(message, null);
    }
  }

  /** Too many calls a minute, by Google's count. */
  public static final class Throttled extends YouTubeFailure {
    private static final long serialVersionUID = 1;
    private final transient Optional<Duration> retryAfter;

    public Throttled(String message, Optional<Duration> retryAfter) {
      super(message, null);
      this.retryAfter = retryAfter;
    }

    /** How long Google asked to wait, if it did. */
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /** Too many calls a minute by our own limit; the call was not sent. */
  public static final class RateLimited extends YouTubeFailure {
    private static final long serialVersionUID = 1;
    private final transient Duration retryAfter;

    public RateLimited(Duration retryAfter) {
      super("The limit of YouTube calls a minute is reached", null);
      this.retryAfter = retryAfter;
    }

    /** When the limit allows a call again. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** YouTube is ill: 5xx, timeout, lost connection. Counts towards the breaker. */
  public static final class Unavailable extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** YouTube answered 2xx with something that is no answer. Retried, not counted by the breaker. */
  public static final class Garbage extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public Garbage(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The circuit breaker is open; the call was not sent. */
  public static final class BreakerOpen extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public BreakerOpen() {
      super("The circuit breaker is open", null);
    }
  }

  /** The resource does not exist, or cannot be told from one that does not. */
  public static final class NotFound extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public NotFound(String message) {
      super(message, null);
    }
  }

  /** The resource is somebody's private one. */
  public static final class Forbidden extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public Forbidden(String message) {
      super(message, null);
    }
  }

  /** The page token is bad or too old: the listing starts again. */
  public static final class InvalidPageToken extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public InvalidPageToken(String message) {
      super(message, null);
    }
  }

  /** The user's access token is not taken, or no longer; a new one may be. */
  public static final class TokenRefused extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public TokenRefused(String message) {
      super(message, null);
    }
  }

  /** The user's grant does not allow it: they have to connect again. */
  public static final class Unauthorized extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public Unauthorized(String message) {
      super(message, null);
    }
  }

  /** Key or project are not set up as they must be: the operator's turn. */
  public static final class Misconfigured extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    public Misconfigured(String message) {
      super(message, null);
    }
  }

  /** YouTube refused the request as malformed: our defect. */
  public static final class BadRequest extends YouTubeFailure {
    private static final long serialVersionUID = 1;

    private final transient Set<String> reasons;

    public BadRequest(String message) {
      this(message, Set.of());
    }

    BadRequest(String message, Set<String> reasons) {
      super(message, null);
      this.reasons = Set.copyOf(reasons);
    }

    /** Google's reasons, such as {@code invalidFilters}. */
    public Set<String> reasons() {
      return reasons;
    }
  }
}
