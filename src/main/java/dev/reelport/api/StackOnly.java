package dev.reelport.api;

/** A failure for the log: its classes and stacks without its messages, which may quote payloads. */
final class StackOnly extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final int DEEPEST = 8;

  private StackOnly(Throwable original, int depth) {
    super(original.getClass().getName(), cause(original, depth), false, true);
    setStackTrace(original.getStackTrace());
  }

  static StackOnly of(Throwable failure) {
    return new StackOnly(failure, 0);
  }

  private static Throwable cause(Throwable original, int depth) {
    Throwable cause = original.getCause();
    return cause == null || depth == DEEPEST ? null : new StackOnly(cause, depth + 1);
  }
}
