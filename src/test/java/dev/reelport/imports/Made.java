package dev.reelport.imports;

import dev.reelport.platform.UserId;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.ListedVideo;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Imports, listed videos and videos for tests. */
final class Made {

  static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");
  static final ChannelId CHANNEL = new ChannelId("UC012345678901234567890Q");
  static final PlaylistId UPLOADS = new PlaylistId("UU" + CHANNEL.value().substring(2));

  private static final String LAST = "AEIMQUYcgkosw048";

  private Made() {}

  static ImportOptions options(TargetKind kind) {
    return ImportOptions.of(OptionsBody.NONE, kind);
  }

  static ImportOptions atMost(int videos) {
    return ImportOptions.of(
        new OptionsBody(null, null, videos, null, null, null, null, null, null, null, null, null),
        TargetKind.CHANNEL);
  }

  static Import of(Target target, ImportOptions options) {
    ImportRequest request =
        new ImportRequest(new UserId("ada"), Optional.empty(), target.canonical(), target, options);
    return Import.queued(new ImportId(new UUID(1, 2)), request, NOW);
  }

  static Import channel() {
    return channel(options(TargetKind.CHANNEL));
  }

  static Import channel(ImportOptions options) {
    return of(new Target.Channel(new ChannelRef.ById(CHANNEL)), options);
  }

  /** A channel import that knows its playlist. */
  static Import listing() {
    return listing(options(TargetKind.CHANNEL));
  }

  static Import listing(ImportOptions options) {
    Import i = channel(options);
    return with(i, i.cursor().withPlaylist(UPLOADS.value()));
  }

  static Import video(int n) {
    return of(new Target.Video(id(n)), options(TargetKind.VIDEO));
  }

  static Import with(Import i, Cursor cursor) {
    return i.moved(new ImportState.Running(), i.progress().withCursor(cursor), 0, NOW);
  }

  static VideoId id(int n) {
    return new VideoId(String.format("%09d", n / 16) + "_" + LAST.charAt(n % 16));
  }

  /** The number that {@link #id} made this of. */
  static int number(VideoId id) {
    return Integer.parseInt(id.value(), 0, 9, 10) * 16 + LAST.indexOf(id.value().charAt(10));
  }

  static ListedVideo listed(int n) {
    return listed(n, PUBLISHED);
  }

  static ListedVideo listed(int n, Instant publishedAt) {
    return new ListedVideo(id(n), Optional.of(publishedAt), ListedVideo.Privacy.PUBLIC);
  }

  static ListedVideo dead(int n, ListedVideo.Privacy privacy) {
    return new ListedVideo(id(n), Optional.empty(), privacy);
  }

  static Video details(int n) {
    return details(n, "PT10M", Video.Broadcast.NONE, false);
  }

  static Video details(int n, String duration, Video.Broadcast broadcast, boolean streamed) {
    return new Video(
        id(n),
        "Video " + n,
        "",
        CHANNEL.value(),
        "Channel",
        PUBLISHED,
        Optional.ofNullable(duration),
        List.of(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        broadcast,
        streamed,
        Optional.empty());
  }

  /** Configuration as it is by default. */
  static ImportsConfig config() {
    return new ImportsConfig() {
      @Override
      public Duration stepSoftLimit() {
        return Duration.ofMinutes(4);
      }

      @Override
      public Duration stepHardLimit() {
        return Duration.ofMinutes(5);
      }

      @Override
      public Duration backoffMin() {
        return Duration.ofSeconds(5);
      }

      @Override
      public Duration backoffMax() {
        return Duration.ofMinutes(15);
      }

      @Override
      public Duration giveUpAfter() {
        return Duration.ofHours(24);
      }

      @Override
      public Duration reconnectWithin() {
        return Duration.ofDays(30);
      }

      @Override
      public Duration gateRetry() {
        return Duration.ofSeconds(10);
      }

      @Override
      public Duration stuckAfter() {
        return Duration.ofMinutes(6);
      }

      @Override
      public Duration lease() {
        return Duration.ofSeconds(30);
      }

      @Override
      public Duration channelCache() {
        return Duration.ofHours(24);
      }

      @Override
      public int sideBySide() {
        return 3;
      }

      @Override
      public Duration watchEvery() {
        return Duration.ofMillis(500);
      }
    };
  }

  static Advance advance() {
    Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(15), () -> 0L);
    return new Advance(new Judge(config(), backoff, Duration.ofMinutes(1)));
  }
}
