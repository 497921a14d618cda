package dev.reelport.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.Reelport;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Plays KEDA on a real Kafka: a backlog of steps, a look at the lag every 5 s, instances started
 * and ended by the rule of the manifest. Prints lag, instances and throughput over time; fails if
 * anything is lost or doubled. What a machine's cores allow decides the throughput, as all servers
 * share them.
 */
public final class ScalingRun {

  private static final Duration LOOK = Duration.ofSeconds(5);

  /** The manifest says five minutes; the run is not to last longer for it. */
  private static final Duration WINDOW = Duration.ofSeconds(20);

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int AT_WORK = 100;

  private final Reelport reelport;
  private final ConsumerGroups groups;
  private final int imports;
  private final long began = System.nanoTime();
  private final long doneAtFirst;
  private long doneBefore;
  private Duration lookedBefore = Duration.ZERO;

  private ScalingRun(Reelport reelport, ConsumerGroups groups, int imports) {
    this.reelport = reelport;
    this.groups = groups;
    this.imports = imports;
    doneAtFirst = stepsDone();
  }

  /**
   * Runs once.
   *
   * @param arguments how many imports (2,500, of two steps each), and at most how many instances
   *     (3)
   */
  public static void main(String[] arguments) throws IOException {
    int imports = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_500;
    int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    // Every import asks YouTube itself.
    Map<String, String> held =
        Map.of("REELPORT_YOUTUBE_REUSE_WITHIN", "0s", "REELPORT_TASKS_PER_MINUTE", "1");
    Map<String, String> free = new HashMap<>(Fleet.MIGRATED);
    free.put("REELPORT_TASKS_PER_MINUTE", "0");
    try (Reelport reelport = Reelport.with(held);
        ConsumerGroups groups = new ConsumerGroups(reelport.stack().kafka().bootstrap());
        Fleet fleet = new Fleet(reelport, free)) {
      reelport.youTube().latency(Duration.ofMillis(50));
      // One that does next to no step takes the requests, and goes.
      Backlog.publish(reelport, imports);
      Backlog.untilTaken(reelport, groups);
      reelport.service().terminate();
      ScalingRun run = new ScalingRun(reelport, groups, imports);
      fleet.scaleTo(1);
      run.untilAtWork();
      run.follow(fleet, ScalingRule.ofTheManifest(most, WINDOW));
      run.nothingIsLostOrDoubled();
      Figures.say(
          "from an instance's start to its first step: %s s",
          fleet.untilFirstStep().stream().map(ScalingRun::seconds).toList());
    }
  }

  /** A backlog meets an instance that has been at work, not one that starts. */
  private void untilAtWork() {
    Awaitility.await("the first steps")
        .atMost(LIMIT)
        .until(() -> stepsDone() - doneAtFirst >= AT_WORK);
  }

  private void follow(Fleet fleet, ScalingRule rule) {
    Figures.say(
        "%8s %10s %10s %8s %8s %10s %10s",
        "s", "requests", "steps", "wanted", "working", "done", "steps/s");
    Awaitility.await("the backlog to be gone and one instance to be left")
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK)
        .until(() -> look(fleet, rule));
  }

  private boolean look(Fleet fleet, ScalingRule rule) {
    Duration now = Duration.ofNanos(System.nanoTime() - began);
    long requests = groups.lag(ConsumerGroups.REQUESTS);
    long steps = groups.lag(ConsumerGroups.STEPS);
    long done = stepsDone() - doneAtFirst;
    fleet.scaleTo(rule.instances(now, steps, requests, fleet.wanted()));
    double rate = 1e9 * (done - doneBefore) / Math.max(1, now.minus(lookedBefore).toNanos());
    Figures.say(
        "%8s %,10d %,10d %8d %8d %,10d %10.1f",
        seconds(now), requests, steps, fleet.wanted(), fleet.working(), done, rate);
    doneBefore = done;
    lookedBefore = now;
    return requests + steps == 0 && succeeded() == imports && fleet.wanted() == 1;
  }

  private long stepsDone() {
    return groups.committed(ConsumerGroups.STEPS).values().stream().mapToLong(n -> n).sum();
  }

  private long succeeded() {
    return reelport.count("select count(*) from import where status = 'succeeded'");
  }

  private void nothingIsLostOrDoubled() {
    assertThat(reelport.count("select count(*) from import")).isEqualTo(imports);
    assertThat(reelport.count("select count(*) from project"))
        .isEqualTo((long) imports * Backlog.UPLOADS);
    assertThat(
            reelport.count(
                "select count(*) from import where imported <> ? or duplicates + failed > 0",
                Backlog.UPLOADS))
        .isZero();
    assertThat(reelport.count("select sum(units_spent) from import"))
        .isEqualTo(reelport.youTube().units());
    Figures.say(
        "%,d imports, %,d projects: none lost, none doubled", imports, imports * Backlog.UPLOADS);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
  }
}
