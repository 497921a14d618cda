package dev.reelport.upkeep;

import dev.reelport.sources.AbsencePolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How videos are kept up to date after their import. */
@ConfigMapping(prefix = "reelport.upkeep")
public interface UpkeepConfig {

  /** How often an instance looks for videos that are due; {@code off} for never. */
  @WithDefault("60s")
  String every();

  /**
   * Most videos that an instance takes at a time: a call for each 50. More take more of the calls a
   * minute from imports.
   */
  @WithDefault("1000")
  int most();

  /**
   * How old counters may get. 100,000 videos take 286 calls of {@code batchGetStats} a day at 7
   * days.
   */
  @WithDefault("168h")
  Duration refreshEvery();

  /**
   * How old titles, descriptions and the rest may get before YouTube is asked for them again, which
   * costs a unit of the general budget for each 50. Less than {@link #keepFor()}.
   */
  @WithDefault("600h")
  Duration detailsEvery();

  /** How long what YouTube does not confirm any more is kept (YouTube's policies: 30 days). */
  @WithDefault("720h")
  Duration keepFor();

  /** How long after YouTube did not show a video it is asked again before that is believed. */
  @WithDefault("24h")
  Duration confirmAfter();

  /**
   * What becomes of projects whose video is gone, where no source of their user says otherwise:
   * {@code hide}, {@code keep} or {@code delete}.
   */
  @WithDefault("hide")
  AbsencePolicy gone();

  /** How long an instance may take for what it took, before others may take it. */
  @WithDefault("10m")
  Duration lease();

  /**
   * How old a project must be before its video is looked after. Longer than any transaction, or
   * projects that are committed late are missed.
   */
  @WithDefault("15m")
  Duration settled();

  /** How soon videos are asked for again that could not be. */
  @WithDefault("1h")
  Duration retry();
}
