package dev.reelport.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelport.platform.Ids;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import dev.reelport.testing.stack.DevStack;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements on a real PostgreSQL. Each test is a user of its own. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class ProjectsTest {

  private static final Instant NOW = Instant.parse("2026-07-01T19:00:00.123Z");
  private static final Instant LATER = Instant.parse("2026-07-02T19:00:00Z");
  private static final ProjectPatch NOTHING =
      new ProjectPatch(null, null, null, null, null, null, null);

  @Inject Projects projects;
  @Inject Sessions sessions;

  DevStack stack;

  private UserId ann;
  private UserId bob;

  @BeforeEach
  void users() {
    ann = new UserId("ann-" + UUID.randomUUID());
    bob = new UserId("bob-" + UUID.randomUUID());
  }

  @Test
  void whatIsInsertedIsReadBackAsItWasAnswered() {
    // Given
    NewProject full = project("dQw4w9WgXcQ", "Never 🎬 Gonna");
    NewProject bare = NewProject.of(SourceVideos.bare("aaaaaaaaaaA"), false, true);

    // When
    Map<String, ProjectView> inserted = insert(ann, full, bare);

    // Then
    assertThat(inserted).containsOnlyKeys("dQw4w9WgXcQ", "aaaaaaaaaaA");
    inserted
        .values()
        .forEach(
            view -> assertThat(sessions.await(() -> projects.get(ann, view.id()))).hasValue(view));
    ProjectView view = inserted.get("dQw4w9WgXcQ");
    assertThat(view.type()).isEqualTo("video");
    assertThat(view.slug()).isEqualTo("never-gonna-dqw4w9wg");
    assertThat(view.isPrivate()).isTrue();
    assertThat(view.showcase()).isFalse();
    assertThat(view.content()).isEqualTo(full.content());
    assertThat(view.tools()).isEmpty();
    assertThat(view.createdAt()).isEqualTo(NOW);
    assertThat(inserted.get("aaaaaaaaaaA").featuredImageUrl()).isNull();
  }

  @Test
  void aSecondInsertOfTheSameVideosChangesNothing() {
    // Given
    Map<String, ProjectView> first = insert(ann, project("dQw4w9WgXcQ", "First"));

    // When
    Map<String, ProjectView> second =
        insert(
            ann,
            project("dQw4w9WgXcQ", "Second"),
            project("aaaaaaaaaaA", "New"),
            project("aaaaaaaaaaA", "Named twice"));

    // Then
    assertThat(second).containsOnlyKeys("aaaaaaaaaaA");
    assertThat(sessions.await(() -> projects.get(ann, first.get("dQw4w9WgXcQ").id())))
        .hasValue(first.get("dQw4w9WgXcQ"));
    assertThat(sessions.await(() -> projects.list(ann, Optional.empty(), 10))).hasSize(2);
  }

  @Test
  void twoUsersHaveTheSameVideoAndTheSameSlug() {
    // When
    ProjectView anns = insert(ann, project("dQw4w9WgXcQ", "Title")).get("dQw4w9WgXcQ");
    ProjectView bobs = insert(bob, project("dQw4w9WgXcQ", "Title")).get("dQw4w9WgXcQ");

    // Then
    assertThat(anns.slug()).isEqualTo(bobs.slug());
    assertThat(anns.id()).isNotEqualTo(bobs.id());
    assertThat(sessions.await(() -> projects.get(bob, anns.id()))).isEmpty();
    assertThat(sessions.await(() -> projects.patch(bob, anns.id(), NOTHING, LATER))).isEmpty();
    assertThat(sessions.await(() -> projects.delete(bob, anns.id(), LATER))).isFalse();
    assertThat(sessions.await(() -> projects.get(ann, anns.id()))).hasValue(anns);
  }

  @Test
  void slugsAreNumberedWithinABatchAndAfterwards() {
    // Given: ids that differ only behind the eighth character, or in case
    Map<String, ProjectView> batch =
        insert(
            ann,
            project("abcdefgh00A", "Title"),
            project("abcdefgh11A", "Title"),
            project("ABCDEFGH00A", "Title"),
            project("abcdefgh22A", "Title 2"));

    // When
    Map<String, ProjectView> later = insert(ann, project("abcdefgh33A", "Title"));

    // Then
    assertThat(batch.values())
        .extracting(ProjectView::slug)
        .containsExactlyInAnyOrder(
            "title-abcdefgh", "title-abcdefgh-2", "title-abcdefgh-3", "title-2-abcdefgh");
    assertThat(later.get("abcdefgh33A").slug()).isEqualTo("title-abcdefgh-4");
  }

  @Test
  void aSlugTakenAtTheSameMomentIsSaidAndTheRepetitionTakesTheNext() {
    // Given: a transaction that holds the slug and has not ended
    CompletableFuture<Void> commit = new CompletableFuture<>();
    var theirs =
        sessions.startTransaction(
            s ->
                projects
                    .insert(s, ann, List.of(project("abcdefgh11A", "Title")), false, NOW)
                    .call(() -> Sessions.here(commit)));
    await().until(() -> !theirs.isDone() && openInserts() == 1);

    // When
    NewProject project = project("abcdefgh00A", "Title");
    var mine =
        sessions.startTransaction(s -> projects.insert(s, ann, List.of(project), false, NOW));
    await().until(() -> waitingInserts() == 1);
    commit.complete(null);

    // Then
    assertThat(theirs).succeedsWithin(Duration.ofSeconds(10));
    assertThat(mine)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(SlugTakenException.class);
    assertThat(insert(ann, project).get("abcdefgh00A").slug()).isEqualTo("title-abcdefgh-2");
  }

  @Test
  void knownTellsWhatIsThereAndWhatWasDeleted() {
    // Given
    Map<String, ProjectView> inserted =
        insert(ann, project("dQw4w9WgXcQ", "There"), project("aaaaaaaaaaA", "Deleted"));
    insert(bob, project("bbbbbbbbbbA", "Another's"));
    UUID deleted = inserted.get("aaaaaaaaaaA").id();
    boolean gone = sessions.await(() -> projects.delete(ann, deleted, LATER));

    // When
    Map<String, Known> known = known(ann, "dQw4w9WgXcQ", "aaaaaaaaaaA", "bbbbbbbbbbA");

    // Then
    assertThat(gone).isTrue();
    assertThat(known)
        .containsOnly(
            Map.entry(
                "dQw4w9WgXcQ", new Known(Optional.of(inserted.get("dQw4w9WgXcQ").id()), false)),
            Map.entry("aaaaaaaaaaA", new Known(Optional.empty(), true)));
    assertThat(sessions.await(() -> projects.get(ann, deleted))).isEmpty();
    assertThat(sessions.await(() -> projects.delete(ann, deleted, LATER))).isFalse();
  }

  @Test
  void aLiftedTombstoneLetsTheVideoComeBack() {
    // Given
    UUID id = insert(ann, project("dQw4w9WgXcQ", "Title")).get("dQw4w9WgXcQ").id();
    sessions.await(() -> projects.delete(ann, id, LATER));

    // When
    sessions.inTransaction(session -> projects.liftTombstone(session, ann, "dQw4w9WgXcQ"));

    // Then
    assertThat(known(ann, "dQw4w9WgXcQ")).isEmpty();
    assertThat(insert(ann, project("dQw4w9WgXcQ", "Title"))).hasSize(1);
  }

  @Test
  void theListIsNewestFirstAndGoesOnBehindTheLast() {
    // Given
    for (int i = 0; i < 5; i++) {
      insert(ann, project("aaaaaaaaa" + i + "A", "Title " + i));
    }
    insert(bob, project("bbbbbbbbbbA", "Another's"));

    // When
    List<ProjectView> first = sessions.await(() -> projects.list(ann, Optional.empty(), 3));
    List<ProjectView> second =
        sessions.await(() -> projects.list(ann, Optional.of(first.get(2).id()), 3));

    // Then
    assertThat(first)
        .extracting(ProjectView::title)
        .containsExactly("Title 4", "Title 3", "Title 2");
    assertThat(second).extracting(ProjectView::title).containsExactly("Title 1", "Title 0");
  }

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() {
    // Given
    ProjectView before = insert(ann, project("dQw4w9WgXcQ", "Title")).get("dQw4w9WgXcQ");
    ProjectPatch patch =
        new ProjectPatch(
            "New title", null, false, null, List.of("Quarkus", "a,\"b\" {c}"), null, List.of());

    // When
    Optional<ProjectView> after =
        sessions.await(() -> projects.patch(ann, before.id(), patch, LATER));

    // Then
    assertThat(after)
        .hasValue(
            new ProjectView(
                before.id(),
                before.type(),
                "New title",
                before.description(),
                before.slug(),
                before.externalUrl(),
                before.featuredImageUrl(),
                before.showcase(),
                false,
                null,
                List.of("Quarkus", "a,\"b\" {c}"),
                List.of(),
                List.of(),
                before.analysis(),
                before.content(),
                NOW,
                LATER));
    assertThat(sessions.await(() -> projects.get(ann, before.id()))).isEqualTo(after);
    assertThat(sessions.await(() -> projects.patch(ann, Ids.next(), patch, LATER))).isEmpty();
  }

  @Test
  void projectsAreCountedByChannel() {
    // Given
    insert(ann, project("dQw4w9WgXcQ", "One"), project("aaaaaaaaaaA", "Two"));
    insert(bob, project("bbbbbbbbbbA", "Another's"));

    // When
    long count = sessions.await(() -> projects.countOfChannel(ann, "UCuAXFkgsw1L7xaCfnd5JJOw"));

    // Then
    assertThat(count).isEqualTo(2);
  }

  private static NewProject project(String videoId, String title) {
    return NewProject.of(SourceVideos.titled(videoId, title), true, false);
  }

  private Map<String, ProjectView> insert(UserId user, NewProject... rows) {
    return sessions.inTransaction(s -> projects.insert(s, user, List.of(rows), false, NOW));
  }

  private Map<String, Known> known(UserId user, String... videoIds) {
    return sessions.inTransaction(s -> projects.known(s, user, List.of(videoIds)));
  }

  private long openInserts() throws SQLException {
    return inserts("state = 'idle in transaction'");
  }

  private long waitingInserts() throws SQLException {
    return inserts("wait_event_type = 'Lock'");
  }

  private long inserts(String condition) throws SQLException {
    // The service's own roles do not see what others are at.
    try (Connection connection = stack.postgres().connectAsSuperuser();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity"
                    + " where query like 'insert into project%' and "
                    + condition)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
