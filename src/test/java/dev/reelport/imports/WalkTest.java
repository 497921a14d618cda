package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.imports.Advance.Moment;
import dev.reelport.imports.Fetched.Details;
import dev.reelport.imports.Fetched.Listing;
import dev.reelport.imports.ImportPlan.Work;
import dev.reelport.imports.Sorting.Sorted;
import dev.reelport.projects.Known;
import dev.reelport.youtube.Channel;
import dev.reelport.youtube.ListedVideo;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks whole imports in memory and compares them with a naive twin that reads the list at once.
 */
class WalkTest {

  private static final Moment MOMENT = new Moment(Made.NOW, Made.NOW.plusSeconds(3600));
  private static final int[] SIZES = {0, 1, 49, 50, 51, 99, 100, 101, 137, 500, 1234};

  static List<Long> seeds() {
    return new Random(2026).longs(300).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyVideoIsAccountedForAtTheExactCost(long seed) {
    // Given a list of videos some of which are known, deleted or dead
    World world = new World(new Random(seed));

    // When it is walked to its end
    Import end = world.walk();

    // Then the twin counts the same, and so does the cost rule
    assertThat(end.state()).isEqualTo(new ImportState.Succeeded());
    assertThat(end.progress().counts()).isEqualTo(world.expected());
    assertThat(end.unitsSpent())
        .isEqualTo(1 + world.pagesServed + ceilDiv(world.wantedInAll, 50))
        .isEqualTo(world.calls);
    assertThat(end.view().counts().discovered()).isEqualTo(world.taken().size());
  }

  private static int ceilDiv(int of, int by) {
    return (of + by - 1) / by;
  }

  private static final class World {
    private final Random random;
    private final List<ListedVideo> list = new ArrayList<>();
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> recorded = new HashSet<>();
    private final int most;
    private int pagesServed;
    private int wantedInAll;
    private int calls;

    World(Random random) {
      this.random = random;
      int size = SIZES[random.nextInt(SIZES.length)];
      for (int n = 0; n < size; n++) {
        list.add(video(n));
      }
      this.most = random.nextInt(3) == 0 ? 1 + random.nextInt(600) : ImportOptions.MOST_VIDEOS;
    }

    private ListedVideo video(int n) {
      String id = Made.id(n).value();
      switch (random.nextInt(12)) {
        case 0 -> {
          return Made.dead(n, ListedVideo.Privacy.PRIVATE);
        }
        case 1, 2 -> known.put(id, new Known(Optional.of(new UUID(0, n)), false));
        case 3 -> known.put(id, new Known(Optional.empty(), true));
        case 4 -> gone.add(id);
        default -> {}
      }
      return Made.listed(n);
    }

    private List<ListedVideo> taken() {
      return list.subList(0, Math.min(most, list.size()));
    }

    private Counts expected() {
      int duplicates = 0;
      int filtered = 0;
      int unavailable = 0;
      int imported = 0;
      for (ListedVideo video : taken()) {
        Known state = known.get(video.id().value());
        if (state != null && state.projectId().isPresent()) {
          duplicates++;
        } else if (state != null) {
          filtered++;
        } else if (video.publishedAt().isEmpty() || gone.contains(video.id().value())) {
          unavailable++;
        } else {
          imported++;
        }
      }
      return new Counts(imported, duplicates, filtered, unavailable, 0);
    }

    private Import walk() {
      Import i = Made.channel(Made.atMost(most));
      while (i.state() instanceof ImportState.Active) {
        i = step(i);
      }
      return i;
    }

    private Import step(Import i) {
      Work work = ImportPlan.next(i);
      int before = calls;
      Optional<Channel> channel =
          work.lookup().map(ref -> new Channel(Made.CHANNEL, "Channel", Made.UPLOADS));
      calls += channel.isPresent() ? 1 : 0;
      boolean lists = channel.isPresent() || work.page().isPresent();
      Optional<VideoPage> page =
          lists ? Optional.of(page(work.page().flatMap(p -> p.token()))) : Optional.empty();
      Listing listing = new Listing(channel, channel.isPresent(), page, false, Optional.empty());
      Details details = details(work.details());
      List<ListedVideo> listed = page.map(VideoPage::videos).orElse(List.of());
      Sorted sorted = Sorting.page(i, listed, known, recorded);
      Sorted settled = Sorting.details(i, details.settled(), details.found(), known);
      List<Item> items = new ArrayList<>(sorted.decided());
      items.addAll(settled.decided());
      settled.accepted().forEach(v -> items.add(Item.imported(v.id().value(), new UUID(1, 1))));
      items.forEach(item -> recorded.add(item.videoId()));
      wantedInAll += sorted.wanted().size();
      Fetched fetched = new Fetched(listing, details);
      return Made.advance().after(i, fetched, items, sorted.wanted(), calls - before, MOMENT);
    }

    // Now and then a page is short, and now and then one more video than before comes again.
    private VideoPage page(Optional<String> token) {
      pagesServed++;
      calls++;
      int from = token.map(Integer::valueOf).orElse(0);
      int overlap = from > 0 && random.nextInt(4) == 0 ? 1 : 0;
      int size = random.nextInt(4) == 0 ? 1 + random.nextInt(50) : 50;
      int to = Math.min(list.size(), from + size);
      Optional<String> next = to < list.size() ? Optional.of(String.valueOf(to)) : Optional.empty();
      return new VideoPage(list.subList(from - overlap, to), next, list.size());
    }

    private Details details(List<VideoId> ids) {
      calls += ids.isEmpty() ? 0 : 1;
      Map<String, Video> found = new HashMap<>();
      for (VideoId id : ids) {
        if (!gone.contains(id.value())) {
          found.put(id.value(), Made.details(Made.number(id)));
        }
      }
      return new Details(ids, found, Optional.empty());
    }
  }
}
