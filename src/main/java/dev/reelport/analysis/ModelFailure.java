package dev.reelport.analysis;

/** Why the language model said nothing of use. Nothing of what it sent is in a message. */
abstract sealed class ModelFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  ModelFailure(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** It does not answer, or is busy: 5xx, 429, a lost connection, no answer in time. */
  static final class Unavailable extends ModelFailure {
    private static final long serialVersionUID = 1;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** It refuses what we ask, such as our key or the model's name: the operator's turn. */
  static final class Refused extends ModelFailure {
    private static final long serialVersionUID = 1;

    Refused(int status) {
      super("The language model answered " + status, null);
    }
  }

  /** It answered, and that was not what it was asked for. Says nothing about its health. */
  static final class Garbage extends ModelFailure {
    private static final long serialVersionUID = 1;

    Garbage(String message) {
      super(message, null);
    }
  }
}
