package dev.reelport.performance;

import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.ProcessMemory;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
      // The first one migrates.
      ServiceProcess.start(stack.environment()).close();
      for (int n = 1; n <= starts; n++) {
        long began = System.nanoTime();
        try (ServiceProcess service = ServiceProcess.start(stack.environment())) {
          seconds.add((System.nanoTime() - began) / 1e9);
          megabytes.add(ProcessMemory.resident(service.pid()) / 1e6);
        }
        say("%2d: %.2f s, %.0f MB", n, seconds.get(n - 1), megabytes.get(n - 1));
      }
    }
    say("ready after %s s", summary(seconds, "%.2f"));
    say("resident %s MB", summary(megabytes, "%.0f"));
  }

  private static String summary(List<Double> values, String format) {
    List<Double> sorted = values.stream().sorted().toList();
    double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    return (format + " (" + format + " to " + format + ", " + sorted.size() + " starts)")
        .formatted(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
