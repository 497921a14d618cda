package dev.reelport.sources;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How what is followed is looked at. */
@ConfigMapping(prefix = "reelport.discovery")
public interface DiscoveryConfig {

  /** How often an instance looks for sources that are due. */
  @WithDefault("10s")
  String every();

  /** Sources an instance takes at a time; more share more calls, and are held for longer. */
  @WithDefault("5000")
  int batch();

  /** Lists that are checked together; what was seen is handed over after so many. */
  @WithDefault("500")
  int together();

  /**
   * How long an instance may take for the sources it took, before others may take them. Longer than
   * a batch takes, or lists are checked twice; what a killed instance had in hand waits that long.
   */
  @WithDefault("15m")
  Duration claim();

  /** Feeds that an instance fetches at a time. */
  @WithDefault("16")
  int feedsAtATime();

  /** How long a complete feed is awaited. */
  @WithDefault("10s")
  Duration feedDeadline();

  /**
   * How often a list is counted though its feed is well, 50 lists a unit. What the feed does not
   * show, such as an old video made public, is found that late.
   */
  @WithDefault("24h")
  Duration countEvery();

  /**
   * How often a list is looked through from end to end, 50 videos a unit; later where the day has
   * no units to spare.
   */
  @WithDefault("7d")
  Duration sweepEvery();

  /**
   * How soon after a sweep a list may be looked through again, because it has more videos than were
   * seen; twice as long each time in a row.
   */
  @WithDefault("1d")
  Duration sweepAfterGap();

  /**
   * The part of the project's units of a day that must be left, in percent, for lists to be looked
   * through though nothing asks for it.
   */
  @WithDefault("50")
  int spare();

  /** How often a few lists try a rung that was left out because it failed for most. */
  @WithDefault("2m")
  Duration probeEvery();

  /** When a list is checked again of which no rung could say anything. */
  @WithDefault("15m")
  Duration retryAfter();

  /** The hub, and our own address. */
  Push push();

  /** How the hub tells us of new videos, which then need not be looked for. */
  interface Push {

    /** Our own address as the hub sees it; without it nothing is pushed. */
    Optional<String> publicUrl();

    /** How long a subscription is asked for; YouTube's hub grants five days. */
    @WithDefault("5d")
    Duration lease();

    /** How often subscriptions are begun, renewed and ended. */
    @WithDefault("30s")
    String every();

    /** Subscriptions an instance asks for at a time; the hub refuses many at once. */
    @WithDefault("20")
    int batch();

    /** How long the hub's answer is awaited. */
    @WithDefault("10s")
    Duration deadline();

    /** First pause after the hub refused; doubled with every refusal, up to a day. */
    @WithDefault("2m")
    Duration backoff();
  }
}
