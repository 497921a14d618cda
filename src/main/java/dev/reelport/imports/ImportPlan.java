package dev.reelport.imports;

import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.VideoId;
import java.util.List;
import java.util.Optional;

/**
 * What an import does next and what it costs. A step lists at most one page and, side by side,
 * fetches the details of at most 50 pending videos: when 50 are pending, or the listing has ended.
 */
final class ImportPlan {

  /** YouTube: 50 ids or items a call. */
  static final int PAGE = 50;

  /** What a list that nobody has looked at is taken to cost. */
  private static final int UNITS_OF_UNKNOWN_LIST = 50;

  private ImportPlan() {}

  /**
   * One step.
   *
   * @param lookup the channel to resolve first, whose first page follows in the same step
   * @param page the page to list, unless the listing has ended
   * @param details the videos to fetch, at most {@link #PAGE}
   */
  record Work(Optional<ChannelRef> lookup, Optional<ListPage> page, List<VideoId> details) {

    /** The most this step may cost if every call works at once. */
    int mostUnits() {
      int lookupUnits = lookup.map(ref -> ref instanceof ChannelRef.ByCustomName ? 2 : 1).orElse(0);
      boolean lists = lookup.isPresent() || page.isPresent();
      return lookupUnits + (lists ? 1 : 0) + (details.isEmpty() ? 0 : 1);
    }

    boolean isNothing() {
      return lookup.isEmpty() && page.isEmpty() && details.isEmpty();
    }
  }

  /** A page of a playlist; the first where there is no token. */
  record ListPage(PlaylistId playlist, Optional<String> token) {}

  static Work next(Import i) {
    Cursor cursor = i.cursor();
    Optional<ChannelRef> lookup = Optional.empty();
    Optional<ListPage> page = Optional.empty();
    if (!cursor.listed()) {
      if (cursor.playlist() == null) {
        lookup = Optional.of(((Target.Channel) i.request().target()).ref());
      } else {
        page = Optional.of(pageOf(cursor));
      }
    }
    boolean due = cursor.listed() || cursor.pending().size() >= PAGE;
    List<VideoId> details =
        due ? cursor.pending().stream().limit(PAGE).map(VideoId::new).toList() : List.of();
    return new Work(lookup, page, details);
  }

  /** The page an import with a known playlist lists next. */
  static ListPage pageOf(Cursor cursor) {
    return new ListPage(new PlaylistId(cursor.playlist()), Optional.ofNullable(cursor.pageToken()));
  }

  /**
   * The most the import of a list costs: one lookup, the pages, the details.
   *
   * @param videos how many the list holds
   * @param pageSize how many a page holds, as the first one showed
   */
  static int mostUnits(int videos, int pageSize) {
    return 1 + Math.max(1, ceilDiv(videos, pageSize)) + ceilDiv(videos, PAGE);
  }

  /**
   * The units an import has still to spend, if every call works at once and nobody else fetches for
   * it; {@link #UNITS_OF_UNKNOWN_LIST} while nobody knows how long its list is.
   */
  static int unitsWanted(Import i) {
    Cursor cursor = i.cursor();
    int pending = cursor.pending().size();
    if (cursor.listed()) {
      return ceilDiv(pending, PAGE);
    }
    if (cursor.lastPage() == null) {
      return UNITS_OF_UNKNOWN_LIST;
    }
    int videos = Math.min(cursor.lastPage().total(), i.options().mostVideos());
    int open = Math.max(0, videos - i.progress().counts().total());
    int pages = Math.max(1, ceilDiv(videos, PAGE) - cursor.seen().size());
    return pages + ceilDiv(Math.max(pending, open), PAGE);
  }

  private static int ceilDiv(int of, int by) {
    return (of + by - 1) / by;
  }
}
