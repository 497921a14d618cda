package dev.reelport.testing.youtube;

import java.time.Duration;
import java.time.Instant;

/** The channel that is there without set-up: some of everything a real one has. */
final class SampleChannel {

  static final String ID = "UCreelport-sample_137__A";
  static final String HANDLE = "@reelport-sample";

  private SampleChannel() {}

  static void addTo(World world) {
    SimChannel channel =
        world
            .channel(ID)
            .title("Reelport Sample")
            .handle(HANDLE)
            .username("ReelportSample")
            .uploads(137);
    Instant soon = channel.video(0).publishedAt().plus(Duration.ofDays(30));
    channel.video(0).premiere(soon).title("Premiere: the reel of reels");
    channel.video(1).live().title("Live from the cutting room");
    channel.video(2).upcoming(soon).title("Next stream: questions and answers");
    channel.video(5).shortVideo().title("A reel in 42 seconds");
    channel.video(12).makePrivate();
    channel.video(31).delete();
    channel.video(48).shortVideo();
    channel.video(49).makePrivate();
    channel.video(77).streamed(Duration.ofHours(26).plusMinutes(3)).title("The 26 hour stream");
    channel.video(101).delete();
    channel.video(120).makePrivate();
    SimPlaylist best = channel.playlist("PLreelport-sample-best-of-00000000").title("Best of");
    channel.videos().stream().skip(3).limit(12).forEach(best::add);
  }
}
