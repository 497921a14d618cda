package dev.reelport.performance;

import dev.reelport.testing.e2e.KafkaDoor;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.util.List;
import java.util.stream.IntStream;

/** Imports of two steps each, of users of their own, asked for over Kafka. */
final class Backlog {

  /** Videos of each channel. */
  static final int UPLOADS = 20;

  private static final int CHANNELS = 50;

  private Backlog() {}

  static void publish(Reelport reelport, int imports) {
    List<SimChannel> channels =
        IntStream.range(0, Math.min(imports, CHANNELS))
            .mapToObj(
                n -> reelport.youTube().world().channel("scale-" + n).plain().uploads(UPLOADS))
            .toList();
    try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
      for (int n = 0; n < imports; n++) {
        kafka.send(
            KafkaDoor.REQUESTS,
            "scale-" + n,
            "{\"requestId\":\"r\",\"userId\":\"scale-%d\",\"target\":\"%s\"}"
                .formatted(n, channels.get(n % channels.size()).id()));
      }
    }
  }
}
