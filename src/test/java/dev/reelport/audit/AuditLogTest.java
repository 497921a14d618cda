package dev.reelport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.audit.Deed.Action;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written stays as it is, whoever wants it otherwise. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class AuditLogTest {

  @Inject AuditLog log;
  @Inject dev.reelport.platform.Sessions sessions;
  @Inject Sessions contexts;

  private final UserId ann = new UserId("ann-" + UUID.randomUUID());
  private final UserId bob = new UserId("bob-" + UUID.randomUUID());

  @Test
  void deedsAreListedNewestFirstAndPageByPage() {
    // Given
    written(ann, deed(ann, "first"));
    written(bob, deed(bob, "bob's"));
    written(ann, deed(ann, "second"));

    // When
    List<AuditEntry> newest = list(ann, Optional.empty(), 1);
    List<AuditEntry> older = list(ann, Optional.of(newest.get(0).id()), 5);

    // Then
    assertThat(newest).extracting(AuditEntry::subject).containsExactly("second");
    assertThat(older).extracting(AuditEntry::subject).containsExactly("first");
    assertThat(older.get(0).actor()).isEqualTo("service");
    assertThat(older.get(0).user()).isEqualTo(ann.value());
    assertThat(older.get(0).action()).isEqualTo("connection.ended");
  }

  @Test
  void aDeedThatIsNotDoneIsNotWritten() {
    assertThatThrownBy(
            () ->
                contexts.await(
                    () ->
                        sessions.ofUser(
                            ann,
                            session ->
                                log.add(session, deed(ann, "undone"))
                                    .chain(
                                        () ->
                                            Uni.createFrom()
                                                .<Void>failure(
                                                    new IllegalStateException("not done"))))))
        .hasMessage("not done");

    assertThat(list(ann, Optional.empty(), 5)).isEmpty();
  }

  @Test
  void nobodyWritesIntoAnothersHistory() {
    assertThatThrownBy(() -> written(ann, deed(bob, "forged")))
        .hasStackTraceContaining("row-level security");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(*) from audit_entry",
        "update audit_entry set actor = 'nobody'",
        "delete from audit_entry"
      })
  void aUsersRequestNeitherReadsNorChangesIt(String statement) {
    assertThatThrownBy(
            () -> contexts.await(() -> sessions.ofUser(ann, session -> run(session, statement))))
        .hasStackTraceContaining("permission denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_entry set actor = 'nobody'",
        "delete from audit_entry",
        "truncate audit_entry"
      })
  void theServiceItselfDoesNotChangeIt(String statement) {
    assertThatThrownBy(() -> contexts.inTransaction(session -> run(session, statement)))
        .hasStackTraceContaining("permission denied");
  }

  private static Deed deed(UserId user, String subject) {
    return Deed.of(Action.CONNECTION_ENDED, Optional.of(new UserId("service")), user, subject);
  }

  private static Uni<Integer> run(Mutiny.Session session, String statement) {
    return session.createNativeQuery(statement).executeUpdate();
  }

  private void written(UserId as, Deed deed) {
    contexts.await(() -> sessions.ofUser(as, session -> log.add(session, deed)));
  }

  private List<AuditEntry> list(UserId user, Optional<UUID> before, int limit) {
    return contexts.await(() -> log.list(Optional.of(user), before, limit));
  }
}
