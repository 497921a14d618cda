package dev.reelport.sources;

import dev.reelport.imports.TargetKind;
import dev.reelport.youtube.PlaylistId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What everybody may know of a list that is followed. Statements run in the caller's session. */
@ApplicationScoped
class WatchedLists {

  private static final String WATCH =
      """
      insert into watched_list (list_id, channel_id, created_at)
      values (:list, cast(:channel as text), :now)
      on conflict (list_id) do update
      set channel_id = coalesce(watched_list.channel_id, excluded.channel_id)
      """;

  private static final String PACE =
      """
      select newest_published_at as newest, upload_gap_seconds as gap from watched_list
      where list_id = :list
      """;

  // A look that was overtaken by a later one takes nothing of that back.
  private static final String MARK =
      """
      update watched_list
      set feed_etag = coalesce(cast(:etag as text), feed_etag),
          feed_modified = coalesce(cast(:modified as text), feed_modified),
          video_count = coalesce(cast(:count as bigint), video_count),
          newest_published_at = greatest(newest_published_at, cast(:newest as timestamptz)),
          pushed_at = case when :rung = 'push' then greatest(pushed_at, :at) else pushed_at end,
          feed_checked_at = case when :rung = 'feed' then greatest(feed_checked_at, :at)
                            else feed_checked_at end,
          counted_at = case when :rung = 'count' then greatest(counted_at, :at)
                       else counted_at end,
          paged_at = case when :rung = 'page' then greatest(paged_at, :at) else paged_at end,
          swept_at = case when :rung = 'sweep' then greatest(swept_at, :at) else swept_at end
      where list_id = :list
      """;

  private static final String LEARN =
      """
      update watched_list
      set newest_published_at = greatest(newest_published_at, cast(:newest as timestamptz)),
          upload_gap_seconds = coalesce(cast(:gap as bigint), upload_gap_seconds),
          listed_count = coalesce(cast(:listed as bigint), listed_count),
          listed_at = case when cast(:listed as bigint) is null then listed_at else :now end
      where list_id = :list
      """;

  /** Begins to remember the list, if nobody has followed it before. */
  Uni<Void> watch(
      Mutiny.Session session, PlaylistId list, TargetKind kind, String target, Instant now) {
    return session
        .createNativeQuery(WATCH)
        .setParameter("list", list.value())
        .setParameter("channel", kind == TargetKind.CHANNEL ? target : null)
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** The rhythm in which the list grows, as far as it is known. */
  Uni<Pace> pace(Mutiny.Session session, PlaylistId list) {
    return session
        .createNativeQuery(PACE, Tuple.class)
        .setParameter("list", list.value())
        .getSingleResultOrNull()
        .map(row -> row == null ? Pace.UNKNOWN : pace(row));
  }

  private static Pace pace(Tuple row) {
    Instant newest = Moment.of(row, "newest");
    Number gap = row.get("gap", Number.class);
    return new Pace(
        Optional.ofNullable(newest),
        Optional.ofNullable(gap).map(seconds -> Duration.ofSeconds(seconds.longValue())));
  }

  /** Remembers in which rhythm the list grows, and how long it says it is. */
  Uni<Void> learn(
      Mutiny.Session session, PlaylistId list, Pace pace, Optional<Integer> listed, Instant now) {
    return session
        .createNativeQuery(LEARN)
        .setParameter("list", list.value())
        .setParameter("newest", pace.newest().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .setParameter("gap", pace.gap().map(Duration::toSeconds).orElse(null))
        .setParameter("listed", listed.map(Integer::longValue).orElse(null))
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Remembers what the rung goes on from next time. */
  Uni<Void> mark(Mutiny.Session session, Sighting sighting) {
    Sighting.Marks marks = sighting.marks();
    Optional<Instant> newest =
        sighting.videos().stream()
            .flatMap(video -> video.publishedAt().stream())
            .max(Instant::compareTo);
    return session
        .createNativeQuery(MARK)
        .setParameter("list", sighting.list().value())
        .setParameter("etag", marks.feedEtag().orElse(null))
        .setParameter("modified", marks.feedModified().orElse(null))
        .setParameter("count", marks.videoCount().orElse(null))
        .setParameter("newest", newest.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
        .setParameter("rung", sighting.rung().code())
        .setParameter("at", sighting.at().atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }
}
