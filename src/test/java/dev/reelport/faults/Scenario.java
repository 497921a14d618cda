package dev.reelport.faults;

import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.youtube.SimChannel;
import dev.reelport.testing.youtube.SimPlaylist;
import dev.reelport.testing.youtube.SimVideo;
import dev.reelport.testing.youtube.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who wishes for what: channels, playlists and single videos, many of them for several people and
 * several times for the same.
 */
final class Scenario {

  private static final int PAGE = 50;

  private final List<Asked> asked;

  private Scenario(List<Asked> asked) {
    this.asked = asked;
  }

  /** A person and a wish. */
  record Asked(String user, Wish wish) {}

  static Scenario of(World world, int imports, int users, Random random) {
    List<String> people = Stream.generate(Reelport::newUser).limit(users).toList();
    List<Wish> wishes = new ArrayList<>();
    for (int n = 0; n < Math.max(4, imports / 10); n++) {
      SimChannel channel =
          world.channel("scenario-" + UUID.randomUUID()).plain().uploads(20 + random.nextInt(300));
      wishes.add(Wish.channel(channel));
      SimPlaylist playlist = channel.playlist("favourites");
      pick(random, channel.videos(), 5 + random.nextInt(80)).forEach(playlist::add);
      wishes.add(Wish.playlist(playlist));
      pick(random, channel.videos(), 4).forEach(video -> wishes.add(Wish.video(video)));
    }
    return new Scenario(
        IntStream.range(0, imports)
            .mapToObj(
                n -> new Asked(people.get(n % users), wishes.get(random.nextInt(wishes.size()))))
            .toList());
  }

  List<Asked> asked() {
    return asked;
  }

  /** The most units it costs if nothing is asked for twice. */
  int units() {
    return asked.stream().map(Asked::wish).mapToInt(Scenario::units).sum();
  }

  private static int units(Wish wish) {
    int videos = wish.listed().get().size();
    int pages = (videos + PAGE - 1) / PAGE;
    return wish.target().length() == 11 ? 1 : 1 + 2 * Math.max(1, pages);
  }

  private static List<SimVideo> pick(Random random, List<SimVideo> videos, int most) {
    return random
        .ints(0, videos.size())
        .distinct()
        .limit(Math.min(most, videos.size() / 2))
        .mapToObj(videos::get)
        .toList();
  }
}
