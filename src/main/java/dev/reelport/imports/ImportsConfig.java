package dev.reelport.imports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How imports are worked on. */
@ConfigMapping(prefix = "reelport.imports")
public interface ImportsConfig {

  /** A step that has run this long starts no further call; what it has is committed. */
  @WithDefault("240s")
  Duration stepSoftLimit();

  /**
   * A step that has run this long is given up and tried again; the third time in a row the import
   * fails.
   */
  @WithDefault("300s")
  Duration stepHardLimit();

  /** First pause after YouTube did not answer; doubled with every fruitless try. */
  @WithDefault("5s")
  Duration backoffMin();

  /** Longest pause while YouTube does not answer: long outages cost few units. */
  @WithDefault("15m")
  Duration backoffMax();

  /** An import that got nothing done for this long because of YouTube fails; it can be retried. */
  @WithDefault("24h")
  Duration giveUpAfter();

  /** An import whose user does not connect again for this long fails; it can be retried. */
  @WithDefault("720h")
  Duration reconnectWithin();

  /** How soon an import looks again while the quota gate cannot be asked, or others come first. */
  @WithDefault("10s")
  Duration gateRetry();

  /**
   * An import that should be worked on and stood still this long gets its step published again.
   * Longer than the hard limit, so that a slow step is not doubled.
   */
  @WithDefault("6m")
  Duration stuckAfter();

  /**
   * How long an instance may take for the single videos it takes together, before others may take
   * them. Longer than a call with its retries, or units are spent twice; what a killed instance had
   * in hand stands still that long.
   */
  @WithDefault("30s")
  Duration lease();

  /** How long YouTube's answer to a handle or channel id is believed: it seldom changes. */
  @WithDefault("24h")
  Duration channelCache();

  /**
   * How many channels and playlists of one user are worked on at a time; the others are queued.
   * More let one user fill the workers, fewer let a long list hold up the user's short ones.
   */
  @WithDefault("3")
  int sideBySide();

  /** How often followers of an import are told of changes made by other instances. */
  @WithDefault("500ms")
  Duration watchEvery();
}
