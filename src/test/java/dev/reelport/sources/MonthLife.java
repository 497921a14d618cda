package dev.reelport.sources;

import static dev.reelport.sources.MonthClock.day;

import dev.reelport.youtube.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a channel does: some publish daily, some weekly, some hardly ever; now and then something is
 * announced first, made public late, hidden for some days, or deleted.
 */
final class MonthLife {

  /** Days between two videos, by how common that is. */
  private static final double[] RHYTHMS = {0.4, 1, 1, 2.3, 2.3, 3.5, 7, 7, 14, 60};

  private static final int MONTH = 30;

  private final int channel;
  private final SplittableRandom random;
  private final List<MonthVideo> videos = new ArrayList<>();

  MonthLife(int channel, SplittableRandom random) {
    this.channel = channel;
    this.random = random;
  }

  List<MonthVideo> videos() {
    double rhythm = RHYTHMS[random.nextInt(RHYTHMS.length)];
    int before = random.nextInt(10, 400);
    for (int n = 0; n < before; n++) {
      old(-(n + random.nextDouble()) * rhythm - 0.1);
    }
    for (double at = random.nextDouble() * rhythm; at < MONTH; at += next(rhythm)) {
      fresh(at);
    }
    return videos;
  }

  // Neither regular nor without memory.
  private double next(double rhythm) {
    return rhythm * (0.5 + random.nextDouble());
  }

  private void old(double at) {
    Instant never = Instant.MAX;
    boolean dies = random.nextInt(400) == 0;
    boolean hides = random.nextInt(400) == 0;
    double hidden = random.nextDouble() * MONTH;
    add(
        day(at),
        day(at),
        day(at),
        day(at),
        hides ? day(hidden) : never,
        hides ? day(hidden + 1 + random.nextDouble() * 6) : never,
        dies ? day(random.nextDouble() * MONTH) : never);
  }

  private void fresh(double at) {
    Instant never = Instant.MAX;
    int kind = random.nextInt(100);
    Instant shown = day(at);
    if (kind < 5) {
      // Announced, and shown up to three days later.
      add(shown, shown, shown, day(at + 0.2 + random.nextDouble() * 3), never, never, never);
    } else if (kind < 8) {
      // Uploaded long ago, scheduled for now: further down in the list, first in the feed.
      add(day(at - 5 - random.nextInt(60)), shown, shown, shown, never, never, never);
    } else if (kind < 11) {
      // Private since long ago, public now, and dated back: in no feed, and deep in the list.
      Instant back = day(at - 5 - random.nextInt(200));
      add(back, back, shown, shown, never, never, never);
    } else if (kind < 14) {
      double hidden = at + random.nextDouble() * 3;
      Instant until = day(hidden + 0.5 + random.nextDouble() * 6);
      add(shown, shown, shown, shown, day(hidden), until, never);
    } else if (kind < 17) {
      add(shown, shown, shown, shown, never, never, day(at + random.nextDouble() * 5));
    } else {
      add(shown, shown, shown, shown, never, never, never);
    }
  }

  private void add(
      Instant uploaded,
      Instant published,
      Instant shown,
      Instant starts,
      Instant hidden,
      Instant until,
      Instant deleted) {
    VideoId id = new VideoId("%04d%06dA".formatted(channel, videos.size()));
    videos.add(new MonthVideo(id, uploaded, published, shown, starts, hidden, until, deleted));
  }

  /** How long the hub takes to tell. */
  static Duration pushDelay(SplittableRandom random) {
    return Duration.ofSeconds(random.nextInt(5, 300));
  }
}
