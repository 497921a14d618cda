package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/** The statements on a real PostgreSQL. Each test takes its row back before the workers see it. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class ImportStoreTest {

  private static final Instant NOW = Made.NOW;

  @Inject ImportStore imports;
  @Inject Sessions sessions;

  private final Import queued = Made.video(1);

  @Test
  void anImportWhoseTimeHasComeIsWokenOnce() {
    // Given
    Import waiting =
        queued.moved(
            queued.active().await(WaitingReason.QUOTA, NOW.minusSeconds(1)),
            queued.progress(),
            0,
            NOW);

    // When
    List<List<Import>> woken =
        sessions.inTransaction(
            session ->
                imports
                    .insert(session, queued, 3)
                    .chain(() -> imports.save(session, waiting, queued.version(), 0, NOW))
                    .chain(() -> twice(() -> imports.wake(session, NOW, 10)))
                    .call(() -> takeBack(session)));

    // Then
    assertThat(woken.get(0)).extracting(Import::id).containsExactly(queued.id());
    assertThat(woken.get(0).get(0).state()).isEqualTo(new ImportState.Running());
    assertThat(woken.get(0).get(0).version()).isEqualTo(waiting.version() + 1);
    assertThat(woken.get(1)).isEmpty();
  }

  @Test
  void anImportThatStoodStillIsNudgedOnce() {
    // Given
    Instant later = NOW.plusSeconds(600);

    // When
    List<List<Import>> nudged =
        sessions.inTransaction(
            session ->
                imports
                    .insert(session, queued, 3)
                    .chain(
                        () ->
                            twice(() -> imports.stuck(session, later.minusSeconds(60), later, 10)))
                    .call(() -> takeBack(session)));

    // Then
    assertThat(nudged.get(0)).containsExactly(queued);
    assertThat(nudged.get(1)).isEmpty();
  }

  private static Uni<List<List<Import>>> twice(Supplier<Uni<List<Import>>> statement) {
    return statement.get().chain(first -> statement.get().map(second -> List.of(first, second)));
  }

  private Uni<Integer> takeBack(Mutiny.Session session) {
    return session
        .createNativeQuery("delete from import where id = :id")
        .setParameter("id", queued.id().value())
        .executeUpdate();
  }
}
