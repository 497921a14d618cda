package dev.reelport.testing.stack;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Logging for a JVM with Quarkus on its class path but without Quarkus, which would keep it all.
 */
public final class PlainLogging {

  private PlainLogging() {}

  /** Writes what is at least this important to standard error; to be called before all else. */
  public static void atLeast(Level level) {
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler console = new ConsoleHandler();
    console.setLevel(level);
    root.addHandler(console);
    root.setLevel(level);
  }
}
