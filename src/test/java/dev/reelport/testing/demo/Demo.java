package dev.reelport.testing.demo;

import dev.reelport.testing.stack.PlainLogging;
import dev.reelport.testing.stack.ServerFailedException;
import java.util.logging.Level;

/**
 * Starts the stack and the service on it, imports a sample channel, and stays until Ctrl-C. With
 * {@code --dev} the service runs from its sources. Runs in Maven's JVM, so that Maven ends when all
 * has ended and not before.
 */
public final class Demo {

  private Demo() {}

  /** Ends with code 1 and a message when the demo cannot start or the service fails. */
  public static void main(String[] arguments) {
    PlainLogging.atLeast(Level.SEVERE);
    Story story = new Story(Terminal.ofThisProcess());
    DemoRun run = new DemoRun(story);
    Thread hook = new Thread(() -> end(run, story), "end");
    Runtime.getRuntime().addShutdownHook(hook);
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
  }
}
