package dev.reelport.performance;

import dev.reelport.testing.e2e.ConsumerGroups;
import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Imports of two steps each, of users of their own, asked for over Kafka. */
final class Backlog {

  /** Videos of each channel. */
  static final int UPLOADS = 20;

  private static final int CHANNELS = 50;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Backlog() {}

  /** Asks for so many imports. */
  static void publish(Reelport reelport, int imports) {
    List<SimChannel> channels =
        IntStream.range(0, Math.min(imports, CHANNELS))
            .mapToObj(n -> reelport.youTube().world().channel("backlog-" + n))
            .map(channel -> channel.plain().uploads(UPLOADS))
            .toList();
    Map<String, String> requests = new HashMap<>();
    for (int n = 0; n < imports; n++) {
      String user = "backlog-" + n;
      requests.put(
          user,
          "{\"requestId\":\"r\",\"userId\":\"%s\",\"target\":\"%s\"}"
              .formatted(user, channels.get(n % channels.size()).id()));
    }
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      kafka.sendAll(KafkaDoor.REQUESTS, requests);
    }
  }

  /** Waits until each request is an import whose first step is in Kafka. */
  static void untilTaken(Reelport reelport, ConsumerGroups groups) {
    Awaitility.await("all requests to be taken, and their records to be out")
        .atMost(LIMIT)
        .until(
            () ->
                groups.lag(ConsumerGroups.REQUESTS) == 0
                    && reelport.count("select count(*) from outbox") == 0);
  }
}
