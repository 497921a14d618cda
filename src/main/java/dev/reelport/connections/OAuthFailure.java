package dev.reelport.connections;

/** Why Google's OAuth server did not do what was asked. */
sealed class OAuthFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  OAuthFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** The code or refresh token is not good, or no longer: only a new consent helps. */
  static final class InvalidGrant extends OAuthFailure {
    private static final long serialVersionUID = 1;

    InvalidGrant() {
      super("Google answered invalid_grant", null);
    }
  }

  /** Google refused for any other reason, such as a wrong client secret: the operator's turn. */
  static final class Refused extends OAuthFailure {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message, null);
    }
  }

  /** Google is ill, unreachable, or answers what is no answer. Says nothing about the grant. */
  static final class Unavailable extends OAuthFailure {
    private static final long serialVersionUID = 1;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
