package dev.reelport.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.UserId;
import dev.reelport.projects.Analysis.Mode;
import dev.reelport.projects.NewProject;
import dev.reelport.projects.ProjectAnalyses;
import dev.reelport.projects.ProjectAnalyses.Analysed;
import dev.reelport.projects.ProjectPatch;
import dev.reelport.projects.ProjectView;
import dev.reelport.projects.Projects;
import dev.reelport.projects.SourceVideo;
import dev.reelport.projects.Tags;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The statements on a real PostgreSQL. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class AnalysisQueueTest {

  private static final Instant NOW = Instant.parse("2026-07-01T19:00:00Z");
  private static final Instant LATER = Instant.parse("2026-07-02T19:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-07-01");

  @Inject AnalysisQueue queue;
  @Inject Projects projects;
  @Inject ProjectAnalyses analyses;
  @Inject Sessions sessions;

  private final UserId ann = new UserId("ann-" + UUID.randomUUID());
  private final UserId bob = new UserId("bob-" + UUID.randomUUID());

  @AfterEach
  void empty() {
    change("delete from analysis_task");
    change("delete from analysis_requests");
  }

  @Test
  void usersTakeTurnsAndNobodyGetsWhatAnotherHas() {
    // Given
    List<UUID> anns = queued(ann, 5);
    List<UUID> bobs = queued(bob, 1);

    // When
    List<UUID> first = claim(2);
    List<UUID> second = claim(10);

    // Then bob's only project comes before ann's second
    assertThat(first).containsExactlyInAnyOrder(anns.get(0), bobs.get(0));
    assertThat(second).containsExactlyInAnyOrderElementsOf(anns.subList(1, 5));
    assertThat(claim(10)).isEmpty();
  }

  @Test
  void whatWasTakenByOneThatDiedIsDueAgain() {
    // Given
    List<UUID> anns = queued(ann, 2);
    assertThat(claim(10)).hasSize(2);

    // When the time is over for which they were taken
    change("update analysis_task set due_at = due_at - interval '91 seconds'");

    // Then
    assertThat(claim(10)).containsExactlyInAnyOrderElementsOf(anns);
  }

  @Test
  void aProjectHasThreeTriesAndLongerPausesBetweenThem() {
    // Given
    List<UUID> anns = queued(ann, 1);
    String pause =
        "select cast(round(extract(epoch from due_at - now())) as bigint) from analysis_task";

    // When
    in(session -> queue.failed(session, anns));
    long first = in(session -> number(session, pause));
    in(session -> queue.failed(session, anns));
    long second = in(session -> number(session, pause));
    in(session -> queue.failed(session, anns));

    // Then
    assertThat(first).isBetween(58L, 60L);
    assertThat(second).isBetween(118L, 120L);
    assertThat(depth()).isZero();
  }

  @Test
  void whoQueuesAgainHasTheirTriesAnewAndNoSecondPlace() {
    // Given
    List<UUID> anns = queued(ann, 1);
    in(session -> queue.failed(session, anns));
    in(session -> queue.failed(session, anns));

    // When
    in(session -> queue.add(session, ann, anns));
    in(session -> queue.failed(session, anns));

    // Then
    assertThat(depth()).isEqualTo(1);
  }

  @Test
  void whatWasNotAskedIsDueAtOnce() {
    List<UUID> anns = queued(ann, 3);
    assertThat(claim(10)).hasSize(3);
    in(session -> queue.again(session, anns.subList(0, 2)));
    assertThat(claim(10)).containsExactlyInAnyOrderElementsOf(anns.subList(0, 2));
    in(session -> queue.done(session, anns));
    assertThat(depth()).isZero();
  }

  @Test
  void aDayHasSoManyRequests() {
    // Given a day of which three requests are left
    queued(ann, 9);
    change("insert into analysis_requests values ('" + DAY + "', 997)");

    // Then
    assertThat(claim(2)).hasSize(2);
    assertThat(claim(2)).hasSize(1);
    assertThat(claim(2)).isEmpty();

    // And the next day has its own
    List<UUID> next = in(session -> queue.claim(session, DAY.plusDays(1), 2));
    assertThat(next).hasSize(2);
  }

  @Test
  void whatHasWaitedTooLongIsForgotten() {
    queued(ann, 2);
    assertThat(in(queue::forget)).isZero();
    change("update analysis_task set queued_at = now() - interval '73 hours'");
    assertThat(in(queue::forget)).isEqualTo(2);
  }

  @Test
  void aDeletedProjectWaitsForNothing() {
    List<UUID> anns = queued(ann, 2);
    assertThat(sessions.await(() -> projects.delete(ann, anns.get(0), LATER))).isTrue();
    assertThat(depth()).isEqualTo(1);
    assertThat(write(anns, new Tags(List.of(), List.of(), List.of("topic")))).hasSize(1);
  }

  @Test
  void anAnalysisChangesWhatItsUserHasNotSet() {
    // Given
    List<UUID> anns = created(ann, 2);
    ProjectPatch patch = new ProjectPatch(null, null, false, null, List.of(), null, null);
    sessions.await(() -> projects.patch(ann, anns.get(0), patch, NOW));
    Tags tags = new Tags(List.of("a \"tool\", {1}"), List.of("category"), List.of("topic"));

    // When
    List<Analysed> written = write(anns, tags);

    // Then
    assertThat(written).hasSize(2).allMatch(done -> done.user().equals(ann));
    ProjectView edited = get(anns.get(0));
    ProjectView other = get(anns.get(1));
    assertThat(written).extracting(Analysed::project).containsExactlyInAnyOrder(edited, other);
    assertThat(edited.tools()).isEmpty();
    assertThat(edited.categories()).containsExactly("category");
    assertThat(edited.isPrivate()).isFalse();
    assertThat(other.tools()).isEqualTo(tags.tools());
    assertThat(other.topics()).containsExactly("topic");
    assertThat(other.analysis().mode()).isEqualTo(Mode.LLM);
    assertThat(other.analysis().at()).isEqualTo(LATER);
    assertThat(other.updatedAt()).isEqualTo(LATER);
  }

  private List<Analysed> write(List<UUID> ids, Tags tags) {
    return in(
        session ->
            analyses.write(session, Map.of(ids.get(0), tags, ids.get(1), tags), Mode.LLM, LATER));
  }

  private ProjectView get(UUID id) {
    return sessions.await(() -> projects.get(ann, id)).orElseThrow();
  }

  private List<UUID> queued(UserId user, int count) {
    List<UUID> ids = created(user, count);
    in(session -> queue.add(session, user, ids));
    return ids;
  }

  private List<UUID> created(UserId user, int count) {
    List<NewProject> made =
        IntStream.range(0, count)
            .mapToObj(n -> NewProject.of(video("aaaaaaaaa" + n + "A"), true, true))
            .toList();
    Map<String, ProjectView> views =
        in(session -> projects.insert(session, user, made, false, NOW));
    return made.stream().map(project -> views.get(project.videoId()).id()).toList();
  }

  private static SourceVideo video(String id) {
    return new SourceVideo(
        id,
        "Title",
        "",
        "UCuAXFkgsw1L7xaCfnd5JJOw",
        "The channel",
        Optional.empty(),
        NOW,
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        List.of());
  }

  private List<UUID> claim(int most) {
    return in(session -> queue.claim(session, DAY, most));
  }

  private long depth() {
    return in(session -> queue.depth(session, 100));
  }

  private void change(String sql) {
    in(session -> session.createNativeQuery(sql).executeUpdate());
  }

  private static Uni<Long> number(Mutiny.Session session, String sql) {
    return session.createNativeQuery(sql, Long.class).getSingleResult();
  }

  private <T> T in(Function<Mutiny.Session, Uni<T>> work) {
    return sessions.inTransaction(work);
  }
}
