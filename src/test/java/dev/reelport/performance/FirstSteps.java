package dev.reelport.performance;

import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long an instance takes from its start to the end of its first step, beside one that works on
 * a backlog as fast as production's settings let it. The machine has cores to spare then, as a pod
 * has its own; {@link ScalingRun} tells what happens without.
 */
public final class FirstSteps {

  private static final int STARTS = 20;

  private FirstSteps() {}

  /**
   * Prints every start, then the median with the least and the most. What comes before them warms
   * the servers and the instance at work up.
   *
   * @param arguments how many instances to start, one after the other; 20 by default
   */
  public static void main(String[] arguments) {
    int starts = arguments.length == 0 ? STARTS : Integer.parseInt(arguments[0]);
    List<Double> seconds = new ArrayList<>();
    try (Reelport reelport =
            Reelport.with(
                Map.of("REELPORT_TASKS_PER_MINUTE", "100", "REELPORT_YOUTUBE_REUSE_WITHIN", "0s"));
        ConsumerGroups groups = new ConsumerGroups(reelport.stack().kafka().bootstrap())) {
      reelport.youTube().latency(Duration.ofMillis(50));
      // Two steps each, and an instance is gone before it has done thirty.
      Backlog.publish(reelport, (1 + starts) * 30);
      Backlog.untilTaken(reelport, groups);
      untilFirstStep(reelport);
      for (int n = 1; n <= starts; n++) {
        seconds.add(untilFirstStep(reelport));
        Figures.say("%2d: %.2f s", n, seconds.get(n - 1));
      }
    }
    Figures.say("first step done after %s s", Figures.summary(seconds, "%.2f"));
  }

  private static double untilFirstStep(Reelport reelport) {
    long began = System.nanoTime();
    try (ServiceProcess instance = reelport.launchInstance(Fleet.MIGRATED)) {
      return FirstStep.of(instance).since(began).toMillis() / 1e3;
    }
  }
}
