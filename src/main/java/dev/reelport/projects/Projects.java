package dev.reelport.projects;

import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** The projects of users. Every statement names the user, so nobody reaches another's. */
@ApplicationScoped
public class Projects {

  private static final String SLUG_CONSTRAINT = "project_user_slug";

  private final ProjectRows rows;
  private final Sessions sessions;

  @Inject
  Projects(ProjectRows rows, Sessions sessions) {
    this.rows = rows;
    this.sessions = sessions;
  }

  /** Which of the videos the user has or had; the others are not in the map. */
  public Uni<Map<String, Known>> known(
      Mutiny.Session session, UserId user, Collection<String> videoIds) {
    if (videoIds.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    String[] ids = videoIds.stream().distinct().toArray(String[]::new);
    return session
        .createNativeQuery(ProjectSql.KNOWN, Tuple.class)
        .setParameter("user", user.value())
        .setParameter("videoIds", ids)
        .setParameter("urls", urls(ids))
        .getResultList()
        .map(
            found ->
                found.stream()
                    .collect(
                        Collectors.toMap(
                            row -> row.get("video_id", String.class), Projects::known)));
  }

  /** Which of these videos are projects of these users. */
  public Uni<Set<UserVideo>> owned(Mutiny.Session session, Collection<UserVideo> wanted) {
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    String[] ids = wanted.stream().map(UserVideo::videoId).toArray(String[]::new);
    return session
        .createNativeQuery(ProjectSql.OWNED, Tuple.class)
        .setParameter("users", wanted.stream().map(w -> w.user().value()).toArray(String[]::new))
        .setParameter("videoIds", ids)
        .setParameter("urls", urls(ids))
        .getResultList()
        .map(found -> found.stream().map(Projects::userVideo).collect(Collectors.toSet()));
  }

  private static UserVideo userVideo(Tuple row) {
    return new UserVideo(
        new UserId(row.get("user_id", String.class)), row.get("video_id", String.class));
  }

  /**
   * Writes the projects the user does not have yet, in one statement. Ids and slugs are given here.
   *
   * @param byGrant whether YouTube was asked by the user's own grant
   * @return what was inserted, by video id; fails with {@link SlugTakenException}, after which the
   *     caller repeats the whole transaction
   */
  public Uni<Map<String, ProjectView>> insert(
      Mutiny.Session session,
      UserId user,
      List<NewProject> projects,
      boolean byGrant,
      Instant now) {
    if (projects.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return takenSlugs(session, user, projects)
        .map(taken -> ProjectBatch.of(projects, taken))
        .flatMap(batch -> insert(session, user, batch, byGrant, now));
  }

  /** Forgets that the user deleted the project of this video. */
  public Uni<Void> liftTombstone(Mutiny.Session session, UserId user, String videoId) {
    return session
        .createNativeQuery(ProjectSql.LIFT_TOMBSTONE)
        .setParameter("user", user.value())
        .setParameter("url", NewProject.externalUrl(videoId))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** How many projects the user has of this channel. */
  @WithTransaction
  public Uni<Long> countOfChannel(UserId user, String channelId) {
    return as(user).chain(() -> rows.ofChannel(user, channelId));
  }

  /** The user's projects, newest first, from the one behind {@code before} on. */
  @WithTransaction
  public Uni<List<ProjectView>> list(UserId user, Optional<UUID> before, int limit) {
    return as(user)
        .chain(() -> rows.page(user, before, limit))
        .map(page -> page.stream().map(ProjectRow::view).toList());
  }

  /** The user's project; empty if it is not there or another's. */
  @WithTransaction
  public Uni<Optional<ProjectView>> get(UserId user, UUID id) {
    return as(user).chain(() -> rows.one(user, id)).map(Projects::view);
  }

  /** The transaction that Panache has begun, as the user's. */
  private Uni<Mutiny.Session> as(UserId user) {
    return rows.getSession().call(session -> Sessions.enterAs(session, user));
  }

  /**
   * Changes the user's project; empty if it is not there or another's.
   *
   * @param patch without a {@link ProjectPatch#problem()}
   */
  @WithTransaction
  public Uni<Optional<ProjectView>> patch(UserId user, UUID id, ProjectPatch patch, Instant now) {
    return as(user)
        .flatMap(session -> patch(session, user, id, patch, now))
        .flatMap(changed -> rows.one(user, id))
        .map(Projects::view);
  }

  /** Deletes the user's project and leaves a tombstone; false if it is not there or another's. */
  public Uni<Boolean> delete(UserId user, UUID id, Instant now) {
    return sessions.ofUser(
        user,
        session ->
            session
                .createNativeQuery(ProjectSql.DELETE)
                .setParameter("user", user.value())
                .setParameter("id", id)
                .setParameter("now", now)
                .executeUpdate()
                .map(deleted -> deleted > 0));
  }

  private Uni<Set<String>> takenSlugs(
      Mutiny.Session session, UserId user, List<NewProject> projects) {
    return session
        .createNativeQuery(ProjectSql.SLUGS, String.class)
        .setParameter("user", user.value())
        .setParameter(
            "slugs", projects.stream().map(p -> p.slug().value()).distinct().toArray(String[]::new))
        .getResultList()
        .map(HashSet::new);
  }

  private Uni<Map<String, ProjectView>> insert(
      Mutiny.Session session, UserId user, ProjectBatch batch, boolean byGrant, Instant now) {
    return session
        .createNativeQuery(ProjectSql.INSERT, UUID.class)
        .setParameter("user", user.value())
        .setParameter("byGrant", byGrant)
        .setParameter("now", now)
        .setParameter("ids", batch.ids())
        .setParameter("titles", batch.texts(row -> row.project().title()))
        .setParameter("descriptions", batch.texts(row -> row.project().description()))
        .setParameter("slugs", batch.texts(row -> row.slug().value()))
        .setParameter("urls", batch.texts(row -> row.project().externalUrl()))
        .setParameter("images", batch.texts(row -> row.project().featuredImageUrl().orElse(null)))
        .setParameter("showcases", batch.flags(row -> row.project().showcase()))
        .setParameter("privates", batch.flags(row -> row.project().isPrivate()))
        .setParameter("tools", batch.texts(row -> TagsJson.write(row.project().tags().tools())))
        .setParameter(
            "categories", batch.texts(row -> TagsJson.write(row.project().tags().categories())))
        .setParameter("topics", batch.texts(row -> TagsJson.write(row.project().tags().topics())))
        .setParameter("analyses", batch.texts(row -> row.project().analysis().code()))
        .setParameter("contents", batch.texts(row -> ContentJson.write(row.project().content())))
        .setParameter("channels", batch.texts(row -> row.project().channelId()))
        .getResultList()
        .onFailure(Projects::isSlugTaken)
        .transform(SlugTakenException::new)
        .map(HashSet::new)
        .map(inserted -> inserted(batch, inserted, now));
  }

  private static Map<String, ProjectView> inserted(
      ProjectBatch batch, Set<UUID> inserted, Instant now) {
    return batch.rows().stream()
        .filter(row -> inserted.contains(row.id()))
        .collect(Collectors.toMap(row -> row.project().videoId(), row -> row.view(now)));
  }

  private static Uni<Integer> patch(
      Mutiny.Session session, UserId user, UUID id, ProjectPatch patch, Instant now) {
    return session
        .createNativeQuery(ProjectSql.PATCH)
        .setParameter("user", user.value())
        .setParameter("id", id)
        .setParameter("title", patch.title())
        .setParameter("description", patch.description())
        .setParameter("private", patch.isPrivate())
        .setParameter("showcase", patch.showcase())
        .setParameter("tools", array(patch.tools()))
        .setParameter("categories", array(patch.categories()))
        .setParameter("topics", array(patch.topics()))
        .setParameter("edited", patch.edited().toArray(String[]::new))
        .setParameter("now", now)
        .executeUpdate();
  }

  private static Optional<ProjectView> view(ProjectRow row) {
    return Optional.ofNullable(row).map(ProjectRow::view);
  }

  private static Known known(Tuple row) {
    return new Known(
        Optional.ofNullable(row.get("project_id", String.class)).map(UUID::fromString),
        row.get("tombstoned", Boolean.class));
  }

  private static String[] urls(String[] videoIds) {
    return Arrays.stream(videoIds).map(NewProject::externalUrl).toArray(String[]::new);
  }

  private static String[] array(List<String> entries) {
    return entries == null ? null : entries.toArray(String[]::new);
  }

  private static boolean isSlugTaken(Throwable failure) {
    return failure instanceof ConstraintViolationException violation
        && SLUG_CONSTRAINT.equals(violation.getConstraintName());
  }
}
