package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.Ids;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import dev.reelport.youtube.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/**
 * The statements on a real PostgreSQL. Each test takes its rows back before the workers see them.
 */
@QuarkusTest
@TestProfile(InThisJvm.class)
class SingleStoreTest {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final ImportId NONE = new ImportId(new UUID(0, 0));

  @Inject SingleStore singles;
  @Inject ImportStore imports;
  @Inject Sessions sessions;

  private final Import first = queued("ann", 1);
  private final Import second = queued("ann", 2);
  private final Import third = queued("ann", 3);
  private final Import bobs = queued("bob", 4);

  @Test
  void usersTakeTurnsAndNobodyGetsWhatAnotherHas() {
    // When
    List<List<Import>> claimed =
        with(
            session ->
                both(
                    singles.claim(session, NONE, 2, LEASE),
                    singles.claim(session, NONE, 10, LEASE)));

    // Then bob's only video comes before ann's second
    assertThat(claimed.get(0)).containsExactly(first, bobs);
    assertThat(claimed.get(1)).containsExactly(second, third);
  }

  @Test
  void theStepsOwnImportIsAmongThem() {
    List<List<Import>> claimed =
        with(
            session ->
                both(
                    singles.claim(session, third.id(), 1, LEASE),
                    singles.claim(session, NONE, 1, LEASE)));

    assertThat(claimed.get(0)).containsExactly(third);
    assertThat(claimed.get(1)).containsExactly(first);
  }

  @Test
  void whatIsNotDoneInTimeIsFreeAgainAndToldOnce() {
    // When all are taken for no time at all: the clock of a transaction stands still
    List<List<Import>> lapsed =
        with(
            session ->
                singles
                    .claim(session, NONE, 10, Duration.ofSeconds(-1))
                    .chain(() -> both(singles.lapse(session, 10), singles.lapse(session, 10))));

    // Then
    assertThat(lapsed.get(0)).containsExactly(first, second, third, bobs);
    assertThat(lapsed.get(1)).isEmpty();
  }

  @Test
  void aNewVersionEndsTheClaim() {
    List<List<Import>> claimed =
        with(
            session ->
                singles
                    .claim(session, NONE, 10, LEASE)
                    .chain(() -> singles.areWaiting(session))
                    .invoke(waiting -> assertThat(waiting).isFalse())
                    .chain(
                        () ->
                            imports.save(
                                session,
                                Made.with(bobs, bobs.cursor()),
                                bobs.version(),
                                0,
                                Made.NOW))
                    .chain(() -> singles.areWaiting(session))
                    .invoke(waiting -> assertThat(waiting).isTrue())
                    .map(ignored -> List.of()));

    assertThat(claimed).isEmpty();
  }

  private static Import queued(String user, int n) {
    Target target = new Target.Video(Made.id(n));
    ImportRequest request =
        new ImportRequest(
            new UserId(user),
            Optional.empty(),
            target.canonical(),
            target,
            Made.options(TargetKind.VIDEO));
    return Import.queued(new ImportId(Ids.next()), request, Made.NOW);
  }

  private <T> T with(Function<Mutiny.Session, Uni<T>> work) {
    return sessions.inTransaction(
        session ->
            Multi.createFrom()
                .items(first, second, third, bobs)
                .onItem()
                .transformToUniAndConcatenate(i -> imports.insert(session, i, 3))
                .collect()
                .asList()
                .chain(() -> work.apply(session))
                .call(() -> takeBack(session)));
  }

  private static Uni<List<List<Import>>> both(Uni<List<Import>> one, Uni<List<Import>> other) {
    return one.chain(first -> other.map(second -> List.of(first, second)));
  }

  private Uni<Integer> takeBack(Mutiny.Session session) {
    return session
        .createNativeQuery("delete from import where id in (:ids)")
        .setParameter(
            "ids", List.of(first, second, third, bobs).stream().map(i -> i.id().value()).toList())
        .executeUpdate();
  }
}
