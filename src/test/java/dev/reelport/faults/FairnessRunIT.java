package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One user imports a giant channel, and 99 others want one video each. */
class FairnessRunIT {

  private static final int VIDEOS = 20_000;
  private static final int OTHERS = 99;

  private static final String WAITED_MILLIS =
      "select cast(1000 * extract(epoch from finished_at - created_at) as bigint) from import"
          + " where id::text = ?";

  // A page is one commit, and its projects carry the time of it.
  private static final String PAGES_MEANWHILE =
      """
      select count(distinct p.created_at) from project p, import i
      where i.id::text = ? and p.user_id = ? and p.created_at > i.created_at
        and p.created_at < i.finished_at
      """;

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void oneUsersGiantChannelDelaysAnotherUsersVideoByOnePage() throws Exception {
    try (Reelport reelport = Reelport.with(Map.of("REELPORT_TASKS_PER_MINUTE", "0"))) {
      // Given a giant channel being imported by the only worker
      reelport.youTube().latency(Duration.ofMillis(50));
      SimChannel giant = reelport.youTube().world().channel("giant").plain().uploads(VIDEOS);
      SimChannel other = reelport.youTube().world().channel("other").plain().uploads(OTHERS);
      String heavy = Reelport.newUser();
      String import20k = reelport.as(heavy).importOf(giant.id()).get("id").asText();
      reelport.as(heavy).until(import20k, i -> i.at("/counts/imported").asInt() >= 500);

      // When 99 others ask for a video each
      ExecutorService people = Executors.newFixedThreadPool(8);
      List<Future<String>> ended =
          IntStream.range(0, OTHERS)
              .mapToObj(n -> other.video(n).id())
              .map(video -> people.submit(() -> ended(reelport, video)))
              .toList();
      List<Long> waited = new ArrayList<>();
      List<Long> pages = new ArrayList<>();
      for (Future<String> one : ended) {
        waited.add(reelport.count(WAITED_MILLIS, one.get()));
        pages.add(reelport.count(PAGES_MEANWHILE, one.get(), heavy));
      }
      people.shutdown();

      // Then each waited for the page in hand, and hardly ever for a second one that had begun
      print(waited, pages);
      assertThat(reelport.as(heavy).get("/v1/imports/" + import20k).json().get("status").asText())
          .isEqualTo("running");
      assertThat(pages).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(2));
      assertThat(reelport.as(heavy).ended(import20k).at("/counts/imported").asInt())
          .isEqualTo(VIDEOS);
    }
  }

  private static String ended(Reelport reelport, String video) {
    String user = Reelport.newUser();
    String id = reelport.as(user).importOf(video).get("id").asText();
    assertThat(reelport.as(user).ended(id).get("status").asText()).isEqualTo("succeeded");
    return id;
  }

  private static void print(List<Long> waited, List<Long> pages) {
    System.out.println("single videos beside a channel of " + VIDEOS + " videos: " + OTHERS);
    System.out.println("             p50     p95     max");
    System.out.printf(
        "waited ms  %5d   %5d   %5d%n", at(waited, 50), at(waited, 95), at(waited, 100));
    System.out.printf("pages      %5d   %5d   %5d%n", at(pages, 50), at(pages, 95), at(pages, 100));
  }

  private static long at(List<Long> numbers, int percentile) {
    List<Long> sorted = numbers.stream().sorted().toList();
    return sorted.get((int) Math.ceil(percentile / 100.0 * sorted.size()) - 1);
  }
}
