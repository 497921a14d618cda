package dev.reelport.upkeep;

import dev.reelport.upkeep.Fate.Change;
import dev.reelport.upkeep.Fate.Turn;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Counts what came of looking after videos. */
@Startup
@ApplicationScoped
class UpkeepMetrics {

  private final Counter refreshed;
  private final Counter missing;
  private final Counter gone;
  private final Counter back;
  private final Counter stripped;
  private final Counter putOff;

  UpkeepMetrics(MeterRegistry registry) {
    refreshed = counter(registry, "refreshed");
    missing = counter(registry, "missing");
    gone = counter(registry, "gone");
    back = counter(registry, "back");
    stripped = counter(registry, "stripped");
    putOff = counter(registry, "put_off");
  }

  private static Counter counter(MeterRegistry registry, String result) {
    return Counter.builder("reelport.upkeep.videos")
        .description("Videos that were looked after once more")
        .tag("result", result)
        .register(registry);
  }

  /** What came of some videos; those that are gone were missing before. */
  void turned(Sight sight, List<Turn> turns) {
    for (Turn turn : turns) {
      counterOf(sight, turn).increment();
    }
  }

  private Counter counterOf(Sight sight, Turn turn) {
    if (turn.change() == Change.GONE) {
      return gone;
    }
    if (turn.change() == Change.BACK) {
      return back;
    }
    if (sight.shows(turn.life())) {
      return refreshed;
    }
    return sight.certain() ? missing : putOff;
  }

  /** Videos whose projects have nothing of YouTube's any more. */
  void stripped(int videos) {
    stripped.increment(videos);
  }
}
