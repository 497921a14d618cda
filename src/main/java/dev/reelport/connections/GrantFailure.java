package dev.reelport.connections;

/** Why there is no access token for a user. */
public sealed class GrantFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  GrantFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The user has connected nothing. */
  public static final class NotConnected extends GrantFailure {
    private static final long serialVersionUID = 1;

    public NotConnected() {
      super("The user has connected no channel", null);
    }
  }

  /** The grant expired or was withdrawn: only the user can help, by connecting again. */
  public static final class NeedsReconnect extends GrantFailure {
    private static final long serialVersionUID = 1;

    public NeedsReconnect() {
      super("The user has to connect the channel again", null);
    }
  }

  /** No token for now; the grant may be good. Worth another try later. */
  public static final class Unavailable extends GrantFailure {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
