package dev.reelport.sources;

import dev.reelport.platform.UserId;
import dev.reelport.sources.Logbook.News;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoPage;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Goes through the newest pages of a list: the first, and further ones as long as they show nothing
 * known, or the gap is not closed. A page that cannot be had ends the walk where it is: YouTube now
 * and then loses second pages of lists that are well.
 */
record Walk(Lookout lookout) {

  /** Further than that, a sweep is better: it takes its time, and survives being interrupted. */
  private static final int MOST_PAGES = 4;

  /**
   * What was seen.
   *
   * @param more whether the list goes on behind it
   */
  record Steps(List<SeenVideo> seen, boolean more) {}

  Uni<Steps> through(
      PlaylistId list,
      List<UserId> payers,
      BiFunction<PlaylistId, List<SeenVideo>, Uni<News>> news,
      long gap) {
    return lookout
        .page(list, Optional.empty(), payers)
        .chain(page -> on(new Way(list, payers, news, gap), new ArrayList<>(), page, 0, 1))
        // What a channel without any public video answers.
        .onFailure(YouTubeFailure.NotFound.class)
        .recoverWithItem(new Steps(List.of(), false));
  }

  private record Way(
      PlaylistId list,
      List<UserId> payers,
      BiFunction<PlaylistId, List<SeenVideo>, Uni<News>> news,
      long gap) {}

  private Uni<Steps> on(
      Way way, List<SeenVideo> before, VideoPage page, int freshBefore, int pages) {
    List<SeenVideo> here =
        page.videos().stream()
            .map(video -> new SeenVideo(video.id(), video.publishedAt()))
            .toList();
    List<SeenVideo> all = new ArrayList<>(before);
    all.addAll(here);
    boolean last = page.nextPageToken().isEmpty();
    Uni<News> news =
        here.isEmpty() ? Uni.createFrom().item(News.NONE) : way.news().apply(way.list(), here);
    return news.chain(
        unknown -> {
          int found = freshBefore + unknown.toAll().size();
          boolean further =
              found < way.gap() || (!here.isEmpty() && unknown.toAll().size() >= here.size());
          if (last || !further || pages >= MOST_PAGES) {
            return Uni.createFrom().item(new Steps(all, !last));
          }
          return lookout
              .page(way.list(), page.nextPageToken(), way.payers())
              .chain(next -> on(way, all, next, found, pages + 1))
              .onFailure(Troubles::isYouTubes)
              .recoverWithItem(new Steps(all, true));
        });
  }
}
