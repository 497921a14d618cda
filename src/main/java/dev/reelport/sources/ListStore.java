package dev.reelport.sources;

import dev.reelport.sources.FeedLook.Validators;
import dev.reelport.youtube.PlaylistId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** How the ladder stands at each list. Every statement runs in the caller's session. */
@ApplicationScoped
class ListStore {

  // The first sweep of a list is the import that its first follower began with.
  private static final String STATES =
      """
      select w.list_id, w.feed_etag, w.feed_modified, w.feed_misses, w.feed_bad_since,
             w.feed_demoted_until, w.feed_good_at, w.video_count, w.counted_at, w.seen_since,
             w.paged_at,
             greatest(w.swept_at, (select max(s.last_swept_at) from source s
                                   where s.list_id = w.list_id)) as swept_at,
             w.gap_sweeps
      from watched_list w where w.list_id = any(cast(:lists as text[]))
      """;

  // Pushes may have added to what was seen since the count while the check ran.
  private static final String SAVE =
      """
      update watched_list w
      set feed_etag = n.etag, feed_modified = n.modified, feed_misses = n.misses,
          feed_bad_since = cast(n.bad as timestamptz),
          feed_demoted_until = cast(n.demoted as timestamptz),
          feed_good_at = cast(n.good as timestamptz), video_count = n.count,
          counted_at = cast(n.counted as timestamptz),
          seen_since = greatest(0, w.seen_since + n.seen),
          paged_at = cast(n.paged as timestamptz),
          swept_at = greatest(w.swept_at, cast(n.swept as timestamptz)),
          gap_sweeps = n.sweeps
      from unnest(cast(:lists as text[]), cast(:etags as text[]), cast(:modifieds as text[]),
                  cast(:misses as int[]), cast(:bads as text[]), cast(:demoteds as text[]),
                  cast(:goods as text[]), cast(:counts as bigint[]), cast(:counteds as text[]),
                  cast(:seens as int[]), cast(:pageds as text[]), cast(:swepts as text[]),
                  cast(:sweeps as int[]))
           as n(list, etag, modified, misses, bad, demoted, good, count, counted, seen, paged,
                swept, sweeps)
      where w.list_id = n.list
      """;

  /** What is known of these lists; of those nothing is known, that. */
  Uni<Map<PlaylistId, ListState>> states(Mutiny.Session session, Collection<PlaylistId> lists) {
    return session
        .createNativeQuery(STATES, Tuple.class)
        .setParameter("lists", lists.stream().map(PlaylistId::value).toArray(String[]::new))
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .map(ListStore::state)
                    .collect(Collectors.toMap(ListState::list, Function.identity())));
  }

  private static ListState state(Tuple row) {
    Number count = row.get("video_count", Number.class);
    return new ListState(
        new PlaylistId(row.get("list_id", String.class)),
        new Validators(
            Optional.ofNullable(row.get("feed_etag", String.class)),
            Optional.ofNullable(row.get("feed_modified", String.class))),
        new FeedTrust(
            row.get("feed_misses", Number.class).intValue(),
            at(row, "feed_bad_since"),
            at(row, "feed_demoted_until"),
            at(row, "feed_good_at")),
        count == null ? OptionalLong.empty() : OptionalLong.of(count.longValue()),
        at(row, "counted_at"),
        row.get("seen_since", Number.class).intValue(),
        at(row, "paged_at"),
        at(row, "swept_at"),
        row.get("gap_sweeps", Number.class).intValue());
  }

  private static Optional<Instant> at(Tuple row, String column) {
    return Optional.ofNullable(Moment.of(row, column));
  }

  /** Writes how the lists are after a check. */
  Uni<Void> save(Mutiny.Session session, Collection<Track> tracks) {
    // In one order, lest two who check the same lists wait for each other.
    List<Track> all =
        tracks.stream()
            .sorted((one, other) -> one.list().value().compareTo(other.list().value()))
            .toList();
    return session
        .createNativeQuery(SAVE)
        .setParameter("lists", texts(all, state -> Optional.of(state.list().value())))
        .setParameter("etags", texts(all, state -> state.validators().etag()))
        .setParameter("modifieds", texts(all, state -> state.validators().modified()))
        .setParameter(
            "misses", all.stream().map(t -> t.state().feed().misses()).toArray(Integer[]::new))
        .setParameter("bads", times(all, state -> state.feed().badSince()))
        .setParameter("demoteds", times(all, state -> state.feed().demotedUntil()))
        .setParameter("goods", times(all, state -> state.feed().goodAt()))
        .setParameter(
            "counts",
            all.stream()
                .map(t -> t.state().count())
                .map(count -> count.isPresent() ? (Long) count.getAsLong() : null)
                .toArray(Long[]::new))
        .setParameter("counteds", times(all, ListState::countedAt))
        .setParameter(
            "seens",
            all.stream()
                .map(t -> t.state().seenSince() - t.before().seenSince())
                .toArray(Integer[]::new))
        .setParameter("pageds", times(all, ListState::pagedAt))
        .setParameter("swepts", times(all, ListState::sweptAt))
        .setParameter(
            "sweeps", all.stream().map(t -> t.state().gapSweeps()).toArray(Integer[]::new))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Videos of the list were seen for the first time, outside of a check. */
  Uni<Void> saw(Mutiny.Session session, PlaylistId list, int fresh) {
    return session
        .createNativeQuery(
            "update watched_list set seen_since = seen_since + :fresh where list_id = :list")
        .setParameter("fresh", fresh)
        .setParameter("list", list.value())
        .executeUpdate()
        .replaceWithVoid();
  }

  private static String[] texts(List<Track> tracks, Function<ListState, Optional<String>> part) {
    return tracks.stream().map(t -> part.apply(t.state()).orElse(null)).toArray(String[]::new);
  }

  private static String[] times(List<Track> tracks, Function<ListState, Optional<Instant>> part) {
    return texts(tracks, state -> part.apply(state).map(Instant::toString));
  }
}
