package dev.reelport.performance;

import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.ProcessMemory;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long what was built takes from its start until it is ready, stores included, and what is
 * resident in memory then. The schema is there already; the machine should do nothing else.
 */
public final class StartUps {

  private static final int STARTS = 20;

  private StartUps() {}

  /**
   * Prints every start, then the median with the least and the most.
   *
   * @param arguments how often to start; 20 times by default
   */
  public static void main(String[] arguments) {
    int starts = arguments.length == 0 ? STARTS : Integer.parseInt(arguments[0]);
    List<Double> seconds = new ArrayList<>();
    List<Double> megabytes = new ArrayList<>();
    try (YouTubeSimulator youTube = YouTubeSimulator.start(0);
        DevStack stack = DevStack.builder().youtube(youTube.uri()).start()) {
      // The first one migrates; the others start as in production.
      ServiceProcess.start(stack.environment()).close();
      Map<String, String> environment = new HashMap<>(stack.environment());
      environment.putAll(Fleet.MIGRATED);
      for (int n = 1; n <= starts; n++) {
        long began = System.nanoTime();
        try (ServiceProcess service = ServiceProcess.start(environment)) {
          seconds.add((System.nanoTime() - began) / 1e9);
          megabytes.add(ProcessMemory.resident(service.pid()) / 1e6);
        }
        Figures.say("%2d: %.2f s, %.0f MB", n, seconds.get(n - 1), megabytes.get(n - 1));
      }
    }
    Figures.say("ready after %s s", Figures.summary(seconds, "%.2f"));
    Figures.say("resident %s MB", Figures.summary(megabytes, "%.0f"));
  }
}
