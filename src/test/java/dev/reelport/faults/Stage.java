package dev.reelport.faults;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

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

  private Stage(Map<String, String> settings) {
    youTube = YouTubeSimulator.start(0);
    stack = DevStack.builder().youtube(youTube.uri()).start();
    postgres = TcpProxy.to(stack.postgres());
    redis = TcpProxy.to(stack.redis());
    Map<String, String> all = new HashMap<>(quick());
    all.put("DATABASE_URL", postgres.url(stack.postgres().url()));
    all.put("REDIS_URL", redis.url(stack.redis().url()));
    all.putAll(settings);
    reelport = Reelport.on(youTube, stack, all);
    requests = new Requests(reelport);
    invariants = new Invariants(reelport, requests);
    watch =
        new UnitsWatch(
            reelport, Integer.parseInt(all.getOrDefault("YOUTUBE_QUOTA_PROJECT", "10000000")));
  }

  // Waiting times of production, shortened; no promise depends on their length.
  private static Map<String, String> quick() {
    return Map.of(
        "REELPORT_YOUTUBE_BREAKER_RECOVERY", "2",
        "REELPORT_IMPORTS_BACKOFF_MIN", "200ms",
        "REELPORT_IMPORTS_GATE_RETRY", "1s");
  }

  static Stage with(Map<String, String> settings) {
    return new Stage(settings);
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

  /** Ends the instance by SIGKILL. */
  void kill() {
    invariants.instanceKilled();
    reelport.service().kill();
  }

  /** Everything holds, now that the fault is over. */
  Map<Request, JsonNode> holds() {
    Map<Request, JsonNode> imports = invariants.hold(QUIET);
    watch.holds();
    return imports;
  }

  @Override
  public void close() {
    watch.close();
    reelport.close();
    postgres.close();
    redis.close();
  }
}
