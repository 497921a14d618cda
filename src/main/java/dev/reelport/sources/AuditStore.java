package dev.reelport.sources;

import dev.reelport.platform.UserId;
import dev.reelport.sources.Audit.YouTubeCount;
import dev.reelport.youtube.PlaylistId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What there is to be accounted for. Statements run in the caller's session. */
@ApplicationScoped
class AuditStore {

  // Whoever has a project for a video must have that project. The offset keeps PostgreSQL from
  // reading all projects first.
  private static final String HOLDS =
      """
      (i.state not in ('imported', 'duplicate')
       or exists (select from project p where p.id = i.project_id offset 0))
      """;

  private static final String BY_STATE =
      "select i.state as state, count(*) as items from source_item i where i.source_id = :source"
          + " and "
          + HOLDS
          + " group by i.state";

  private static final String GONE =
      "select i.video_id from source_item i where i.source_id = :source and not " + HOLDS;

  private static final String IN_HAND =
      """
      select run_id as run, count(*) as items from source_item
      where source_id = :source and state = 'pending' and again_at is null group by run_id
      """;

  private static final String COUNT =
      """
      select video_count as videos, counted_at as at from watched_list
      where list_id = :list and video_count is not null and counted_at is not null
      union all
      select listed_count, listed_at from watched_list
      where list_id = :list and listed_count is not null
      order by at desc limit 1
      """;

  private static final String OTHERS =
      "select i.video_id from source_item i where i.source_id = :source and i.video_id > :after"
          + " and (i.state <> 'imported' or not "
          + HOLDS
          + ") order by i.video_id limit :most";

  /** Videos of each state that are as they should be. */
  Uni<Map<ItemState, Long>> byState(Mutiny.Session session, SourceId source) {
    return session
        .createNativeQuery(BY_STATE, Tuple.class)
        .setParameter("source", source.value())
        .getResultList()
        .map(
            rows -> {
              Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
              rows.forEach(
                  row ->
                      counts.put(
                          ItemState.of(row.get("state", String.class)),
                          row.get("items", Number.class).longValue()));
              return counts;
            });
  }

  /** Videos that were projects, and whose project is not there. */
  Uni<List<String>> gone(Mutiny.Session session, SourceId source) {
    return session
        .createNativeQuery(GONE, String.class)
        .setParameter("source", source.value())
        .getResultList();
  }

  /**
   * Pending videos that have no time of their own.
   *
   * @param run who has them in hand; empty for nobody
   */
  record InHand(Optional<UUID> run, long items) {}

  Uni<List<InHand>> inHand(Mutiny.Session session, SourceId source) {
    return session
        .createNativeQuery(IN_HAND, Tuple.class)
        .setParameter("source", source.value())
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new InHand(
                                Optional.ofNullable(row.get("run", UUID.class)),
                                row.get("items", Number.class).longValue()))
                    .toList());
  }

  /** What YouTube last said of the size of the list. */
  Uni<Optional<YouTubeCount>> count(Mutiny.Session session, PlaylistId list) {
    return session
        .createNativeQuery(COUNT, Tuple.class)
        .setParameter("list", list.value())
        .getSingleResultOrNull()
        .map(
            row ->
                Optional.ofNullable(row)
                    .map(
                        found ->
                            new YouTubeCount(
                                found.get("videos", Number.class).longValue(),
                                Moment.of(found, "at"))));
  }

  /** Videos behind the given one that are no projects by this source, in order of their ids. */
  Uni<List<SourceItemView>> others(
      Mutiny.Session session, SourceId source, String after, int most) {
    return session
        .createNativeQuery(OTHERS, String.class)
        .setParameter("source", source.value())
        .setParameter("after", after)
        .setParameter("most", most)
        .getResultList()
        .chain(ids -> items(session, source, ids));
  }

  private Uni<List<SourceItemView>> items(
      Mutiny.Session session, SourceId source, List<String> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : session
            .createSelectionQuery(
                "from SourceItemRow where sourceId = :source and videoId in (:ids)"
                    + " order by videoId",
                SourceItemRow.class)
            .setParameter("source", source.value())
            .setParameter("ids", ids)
            .getResultList()
            .map(rows -> rows.stream().map(SourceItemRow::view).toList());
  }

  /** What the user's sources know of a video, the first to see it first. */
  Uni<List<SourceItemView>> ofVideo(Mutiny.Session session, UserId user, String videoId, int most) {
    return session
        .createSelectionQuery(
            "from SourceItemRow where userId = :user and videoId = :video order by seenAt",
            SourceItemRow.class)
        .setParameter("user", user.value())
        .setParameter("video", videoId)
        .setMaxResults(most)
        .getResultList()
        .map(rows -> rows.stream().map(SourceItemRow::view).toList());
  }
}
