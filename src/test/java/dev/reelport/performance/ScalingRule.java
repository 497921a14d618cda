package dev.reelport.performance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What KEDA and the autoscaler behind it make of {@code scaledobject.yaml}: the larger of ceil(lag
 * / threshold), within bounds; up at once, down to the largest wish of the stabilization window
 * only.
 */
final class ScalingRule {

  private static final Path MANIFEST = Path.of("kubernetes/components/keda/scaledobject.yaml");

  private final long stepsEach;
  private final long requestsEach;
  private final int most;
  private final Duration window;
  private final Deque<Wish> wishes = new ArrayDeque<>();

  private ScalingRule(long stepsEach, long requestsEach, int most, Duration window) {
    this.stepsEach = stepsEach;
    this.requestsEach = requestsEach;
    this.most = most;
    this.window = window;
  }

  private record Wish(Duration at, int instances) {}

  /** The manifest's thresholds, with other bounds, as a run is short and a machine small. */
  static ScalingRule ofTheManifest(int most, Duration window) throws IOException {
    JsonNode triggers =
        new ObjectMapper(new YAMLFactory()).readTree(MANIFEST.toFile()).at("/spec/triggers");
    return new ScalingRule(
        threshold(triggers, "steps"), threshold(triggers, "requests"), most, window);
  }

  /** How many instances there shall be after such a look. */
  int instances(Duration now, long steps, long requests, int current) {
    long wanted = Math.max(ceil(steps, stepsEach), ceil(requests, requestsEach));
    int wish = (int) Math.max(1, Math.min(most, wanted));
    wishes.add(new Wish(now, wish));
    wishes.removeIf(old -> old.at.compareTo(now.minus(window)) < 0);
    int largest = wishes.stream().mapToInt(Wish::instances).max().orElse(wish);
    return wish >= current ? wish : Math.max(Math.min(largest, current), current - 1);
  }

  private static long ceil(long lag, long each) {
    return (lag + each - 1) / each;
  }

  private static long threshold(JsonNode triggers, String name) {
    for (JsonNode trigger : triggers) {
      if (trigger.get("name").asText().equals(name)) {
        return trigger.at("/metadata/lagThreshold").asLong();
      }
    }
    throw new IllegalStateException("no trigger " + name + " in " + MANIFEST);
  }
}
