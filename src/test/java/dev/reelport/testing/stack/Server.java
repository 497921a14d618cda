package dev.reelport.testing.stack;

/** One server of the stack. It keeps its port and its data until the stack is closed. */
public interface Server {

  /** What people call it, such as {@code PostgreSQL}. */
  String name();

  /** The port on 127.0.0.1, the same after every start. */
  int port();

  /**
   * Starts it and waits until it answers.
   *
   * @throws ServerFailedException if it ends or does not answer in time
   */
  void start();

  /** Ends it in its regular way and waits for its end. Nothing happens if it does not run. */
  void stop();

  /** Ends it and all of its processes by SIGKILL, as a power cut would. */
  void kill();

  /** Freezes it: connections stay open and nothing answers (SIGSTOP). */
  void pause();

  /** Lets it go on after {@link #pause}. */
  void resume();

  /** Whether its process is there, paused or not. */
  boolean isRunning();
}
