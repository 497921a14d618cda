package dev.reelport.projects;

import dev.reelport.platform.Columns;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.MutationQuery;

/**
 * Brings projects up to date with YouTube, those of all users who have the video, and never what
 * their user has changed. Every statement runs in the caller's session, which must be a worker's.
 */
@ApplicationScoped
public class ProjectUpkeep {

  /** Writes counters. */
  public Uni<Void> counts(Mutiny.Session session, Viewer viewer, List<VideoCounts> counts) {
    if (counts.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(UpkeepSql.COUNTS)
        .setParameter("viewer", viewer.name())
        .setParameter("urls", urls(counts.stream().map(VideoCounts::videoId).toList()))
        .setParameter("views", numbers(counts, VideoCounts::viewCount))
        .setParameter("likes", numbers(counts, VideoCounts::likeCount))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Writes all that YouTube says of videos. */
  public Uni<Void> details(
      Mutiny.Session session, Viewer viewer, List<NewProject> videos, Instant now) {
    if (videos.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(UpkeepSql.DETAILS)
        .setParameter("viewer", viewer.name())
        .setParameter("urls", Columns.texts(videos, NewProject::externalUrl))
        .setParameter("titles", Columns.texts(videos, NewProject::title))
        .setParameter("descriptions", Columns.texts(videos, NewProject::description))
        .setParameter(
            "images", Columns.texts(videos, video -> video.featuredImageUrl().orElse(null)))
        .setParameter(
            "contents", Columns.texts(videos, video -> ContentJson.write(video.content())))
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Removes what YouTube said of videos; the addresses and the users' own words stay. */
  public Uni<Void> strip(
      Mutiny.Session session, Viewer viewer, List<String> videoIds, Instant now) {
    return ofVideos(session.createNativeQuery(UpkeepSql.STRIP), viewer, videoIds)
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  private static MutationQuery ofVideos(MutationQuery query, Viewer viewer, List<String> ids) {
    return query
        .setParameter("viewer", viewer.name())
        .setParameter("urls", urls(ids))
        .setParameter("videoIds", ids.toArray(String[]::new));
  }

  /** The projects of these videos. */
  public Uni<List<OwnedProject>> of(Mutiny.Session session, Viewer viewer, List<String> videoIds) {
    if (videoIds.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createNativeQuery(UpkeepSql.OF, Tuple.class)
        .setParameter("viewer", viewer.name())
        .setParameter("urls", urls(videoIds))
        .setParameter("videoIds", videoIds.toArray(String[]::new))
        .getResultList()
        .map(rows -> rows.stream().map(ProjectUpkeep::owned).toList());
  }

  private static OwnedProject owned(Tuple row) {
    return new OwnedProject(
        row.get("id", UUID.class),
        new UserId(row.get("user_id", String.class)),
        row.get("video_id", String.class));
  }

  /** Makes projects private, unless that is decided by their user already. */
  public Uni<Void> hide(Mutiny.Session session, Collection<UUID> ids, Instant now) {
    return change(session, UpkeepSql.HIDE, ids, now);
  }

  /** Shows projects again that {@link #hide} has hidden and whose user has not touched that. */
  public Uni<Void> show(Mutiny.Session session, Collection<UUID> ids, Instant now) {
    return change(session, UpkeepSql.SHOW, ids, now);
  }

  private static Uni<Void> change(
      Mutiny.Session session, String statement, Collection<UUID> ids, Instant now) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(statement)
            .setParameter("ids", ids.toArray(UUID[]::new))
            .setParameter("now", now.atOffset(ZoneOffset.UTC))
            .executeUpdate()
            .replaceWithVoid();
  }

  /** Deletes projects without a tombstone: it was not their user who did. */
  public Uni<Void> delete(Mutiny.Session session, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(UpkeepSql.DELETE)
            .setParameter("ids", ids.toArray(UUID[]::new))
            .executeUpdate()
            .replaceWithVoid();
  }

  private static String[] urls(List<String> videoIds) {
    return videoIds.stream().map(NewProject::externalUrl).toArray(String[]::new);
  }

  private static <T> Long[] numbers(List<T> rows, Function<T, OptionalLong> column) {
    return rows.stream()
        .map(column)
        .map(number -> number.isPresent() ? (Long) number.getAsLong() : null)
        .toArray(Long[]::new);
  }
}
