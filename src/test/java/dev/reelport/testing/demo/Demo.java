package dev.reelport.testing.demo;

import dev.reelport.testing.stack.PlainLogging;
import dev.reelport.testing.stack.ServerFailedException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

/**
 * Starts the stack and the service on it, imports a sample channel, and stays until Ctrl-C. With
 * {@code --dev} the service runs from its sources. With the system property {@value
 * #END_WITH_PARENT} it also ends when the process that started it is gone.
 */
public final class Demo {

  private static final String END_WITH_PARENT = "reelport.endWithParent";
  private static final int PARENT_CHECK_MILLIS = 500;

  private Demo() {}

  /** Ends with code 1 and a message when the demo cannot start or the service fails. */
  public static void main(String[] arguments) {
    PlainLogging.atLeast(Level.SEVERE);
    Story story = new Story(Terminal.ofThisProcess());
    DemoRun run = new DemoRun(story);
    Thread hook = new Thread(() -> end(run, story), "end");
    Runtime.getRuntime().addShutdownHook(hook);
    if (Boolean.getBoolean(END_WITH_PARENT)) {
      endWithParent();
    }
    try {
      run.start(DemoSettings.of(arguments, System.getenv()));
      run.awaitFailure();
    } catch (DemoFailedException | ServerFailedException e) {
      if (!run.isEnding()) {
        story.failed(e.getMessage());
        Runtime.getRuntime().removeShutdownHook(hook);
        run.close();
        System.exit(1);
      }
    }
  }

  private static void end(DemoRun run, Story story) {
    story.ends();
    run.close();
    story.ended();
    // Being told to end is how a demo ends well: without this the code would be that of a signal.
    Runtime.getRuntime().halt(0);
  }

  private static void endWithParent() {
    long parent = parent();
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "parent");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        watch.scheduleWithFixedDelay(
            () -> {
              if (parent() != parent) {
                System.exit(0);
              }
            },
            PARENT_CHECK_MILLIS,
            PARENT_CHECK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private static long parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L);
  }
}
