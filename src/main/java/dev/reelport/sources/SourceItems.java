package dev.reelport.sources;

import dev.reelport.imports.ImportId;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** What was seen of sources, and is waiting for a run. Statements run in the caller's session. */
@ApplicationScoped
class SourceItems {

  // In order of their keys, as everywhere, lest two who see the same wait for each other.
  private static final String SEE =
      """
      insert into source_item (source_id, video_id, user_id, state, rung, seen_at, published_at,
                               run_id)
      select s.id, v.id, s.user_id, 'pending', :rung, :at, cast(v.published as timestamptz), s.run
      from unnest(cast(:sources as uuid[]), cast(:users as text[]), cast(:runs as uuid[]))
           as s(id, user_id, run)
      cross join unnest(cast(:videos as text[]), cast(:published as text[])) as v(id, published)
      order by s.id, v.id
      on conflict (source_id, video_id) do nothing
      returning source_id, video_id
      """;

  private static final String TAKE_DUE =
      """
      with due as materialized (
        select source_id, video_id from source_item
        where source_id = any(cast(:sources as uuid[])) and again_at <= :now
        order by again_at limit :most for update skip locked)
      update source_item i set again_at = null, run_id = s.run
      from due, unnest(cast(:sources as uuid[]), cast(:runs as uuid[])) as s(id, run)
      where i.source_id = due.source_id and i.video_id = due.video_id and s.id = i.source_id
      returning i.source_id, i.video_id
      """;

  private static final String RECONSIDER =
      """
      update source_item set again_at = :now
      where source_id = :source and state = 'filtered' and run_id is null
        and reason in ('kind', 'published_after', 'published_before', 'too_short', 'too_long',
                       'title')
      """;

  /** Videos by their source. */
  static final class Taken {

    private final Map<SourceId, List<VideoId>> videos = new HashMap<>();

    static Taken of(List<Tuple> rows) {
      Taken taken = new Taken();
      rows.forEach(
          row ->
              taken
                  .videos
                  .computeIfAbsent(
                      new SourceId(row.get("source_id", UUID.class)), id -> new ArrayList<>())
                  .add(new VideoId(row.get("video_id", String.class))));
      return taken;
    }

    Taken and(Taken other) {
      other.videos.forEach(
          (id, more) -> videos.computeIfAbsent(id, key -> new ArrayList<>()).addAll(more));
      return this;
    }

    List<VideoId> of(SourceId id) {
      return videos.getOrDefault(id, List.of());
    }

    Map<SourceId, List<VideoId>> all() {
      return videos;
    }
  }

  /**
   * Writes down what sources had not seen, for the runs they are about to start.
   *
   * @return what was new, by source
   */
  Uni<Taken> see(
      Mutiny.Session session,
      List<Source> sources,
      Map<SourceId, ImportId> runs,
      Sighting sighting) {
    if (sighting.videos().isEmpty()) {
      return Uni.createFrom().item(new Taken());
    }
    return session
        .createNativeQuery(SEE, Tuple.class)
        .setParameter("sources", ids(sources))
        .setParameter("users", texts(sources, source -> source.user().value()))
        .setParameter("runs", runs(sources, runs))
        .setParameter("videos", texts(sighting.videos(), video -> video.id().value()))
        .setParameter("published", texts(sighting.videos(), SourceItems::published))
        .setParameter("rung", sighting.rung().code())
        .setParameter("at", sighting.at().atOffset(ZoneOffset.UTC))
        .getResultList()
        .map(Taken::of);
  }

  /** Takes what is to be looked at again, for the runs that sources are about to start. */
  Uni<Taken> due(
      Mutiny.Session session,
      List<Source> sources,
      Map<SourceId, ImportId> runs,
      Instant now,
      int most) {
    return session
        .createNativeQuery(TAKE_DUE, Tuple.class)
        .setParameter("sources", ids(sources))
        .setParameter("runs", runs(sources, runs))
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .setParameter("most", most)
        .getResultList()
        .map(Taken::of);
  }

  /** What filters kept away is looked at again at the next check. */
  Uni<Void> reconsider(Mutiny.Session session, SourceId source, Instant now) {
    return session
        .createNativeQuery(RECONSIDER)
        .setParameter("source", source.value())
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  private static String published(SeenVideo video) {
    return video.publishedAt().map(Instant::toString).orElse(null);
  }

  private static UUID[] ids(List<Source> sources) {
    return sources.stream().map(source -> source.id().value()).toArray(UUID[]::new);
  }

  private static UUID[] runs(List<Source> sources, Map<SourceId, ImportId> runs) {
    return sources.stream().map(source -> runs.get(source.id()).value()).toArray(UUID[]::new);
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> part) {
    return rows.stream().map(part).toArray(String[]::new);
  }
}
