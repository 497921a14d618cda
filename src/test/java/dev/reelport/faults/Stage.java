package dev.reelport.faults;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.Invariants;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Requests;
import dev.reelport.testing.e2e.Requests.Request;
import dev.reelport.testing.e2e.UnitsWatch;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.TcpProxy;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.YouTubeSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** The service on servers of its own, with a proxy before each store, and whoever watches it. */
final class Stage implements AutoCloseable {

  /** How long everything may take to come to rest after a fault. */
  static final Duration QUIET = Duration.ofMinutes(2);

  final Reelport reelport;
  final YouTubeSimulator youTube;
  final DevStack stack;
  final TcpProxy postgres;
  final TcpProxy redis;
  final Requests requests;
  final Invariants invariants;
  private final UnitsWatch watch;

  private Stage(Map<String, String> settings, InstantSource clock, Optional<Path> build) {
    youTube = YouTubeSimulator.start(0);
    youTube.clock(clock);
    stack = DevStack.builder().youtube(youTube.uri()).start();
    postgres = TcpProxy.to(stack.postgres());
    redis = TcpProxy.to(stack.redis());
    Map<String, String> all = new HashMap<>(quick());
    all.put("DATABASE_URL", postgres.url(stack.postgres().url()));
    all.put("REDIS_URL", redis.url(stack.redis().url()));
    all.putAll(settings);
    reelport =
        build
            .map(project -> Reelport.of(project, youTube, stack, all))
            .orElseGet(() -> Reelport.on(youTube, stack, all));
    requests = new Requests(reelport);
    watch =
        new UnitsWatch(
            reelport,
            Integer.parseInt(all.getOrDefault("YOUTUBE_QUOTA_PROJECT", "10000000")),
            clock);
    invariants = new Invariants(reelport, requests, watch);
  }

  // Waiting times of production, shortened; no promise depends on their length.
  private static Map<String, String> quick() {
    return Map.ofEntries(
        entry("REELPORT_YOUTUBE_BREAKER_RECOVERY", "2"),
        entry("REELPORT_IMPORTS_BACKOFF_MIN", "200ms"),
        entry("REELPORT_IMPORTS_GATE_RETRY", "1s"),
        entry("REELPORT_IMPORTS_STUCK_AFTER", "20s"),
        entry("REELPORT_OUTBOX_LEFT_BEHIND_AFTER", "3s"),
        entry("REELPORT_OUTBOX_SWEEP_EVERY", "1s"),
        entry("MP_MESSAGING_INCOMING_STEPS_AUTO_COMMIT_INTERVAL_MS", "1000"),
        entry("MP_MESSAGING_INCOMING_REQUESTS_AUTO_COMMIT_INTERVAL_MS", "1000"),
        entry("MP_MESSAGING_INCOMING_STEPS_SESSION_TIMEOUT_MS", "6000"),
        entry("MP_MESSAGING_INCOMING_STEPS_HEARTBEAT_INTERVAL_MS", "1500"),
        entry("MP_MESSAGING_INCOMING_REQUESTS_SESSION_TIMEOUT_MS", "6000"),
        entry("MP_MESSAGING_INCOMING_REQUESTS_HEARTBEAT_INTERVAL_MS", "1500"));
  }

  static Stage with(Map<String, String> settings) {
    return new Stage(settings, InstantSource.system(), Optional.empty());
  }

  /**
   * With what another build made as its first instance; all others are this build's.
   *
   * @param build the folder of its project
   */
  static Stage of(Path build) {
    return new Stage(Map.of(), InstantSource.system(), Optional.of(build));
  }

  /**
   * On another day, for the quota and for the simulator.
   *
   * @param later how much later than now
   */
  static Stage later(Duration later, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("REELPORT_QUOTA_CLOCK_OFFSET", later.toString());
    return new Stage(all, InstantSource.offset(InstantSource.system(), later), Optional.empty());
  }

  /** The status that a health address answers with. */
  int health(String which) {
    return reelport.as("probe").get("/q/health/" + which).status();
  }

  /** A channel nobody else uses. */
  SimChannel channel(int uploads) {
    return youTube.world().channel("stage-" + UUID.randomUUID()).plain().uploads(uploads);
  }

  /** Asks for the channel and waits until so many videos are imported; answers the import's id. */
  String importedUpTo(String user, SimChannel channel, int videos) {
    String id = requests.ask(user, Wish.channel(channel));
    reelport.as(user).until(id, i -> i.at("/counts/imported").asInt() >= videos);
    return id;
  }

  /** Lets time pass, for a fault that has to last. */
  static void pass(Duration time) {
    Awaitility.await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
  }

  /** Ends the instance by SIGKILL. */
  void kill() {
    invariants.instanceKilled();
    reelport.service().kill();
  }

  /** Everything holds, now that the fault is over. */
  Map<Request, JsonNode> holds() {
    return invariants.hold(QUIET);
  }

  @Override
  public void close() {
    watch.close();
    reelport.close();
    postgres.close();
    redis.close();
  }
}
