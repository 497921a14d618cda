package dev.reelport.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.reelport.platform.Drain;
import dev.reelport.platform.Secret;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.LogRecords;
import dev.reelport.testing.app.Sessions;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Keys change while tokens are there. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class ReencryptionTest {

  private static final int MANY = 230;

  @Inject Arrival arrival;
  @Inject Rows rows;
  @Inject ConnectionStore store;
  @Inject ConnectionsConfig config;
  @Inject Drain drain;
  @Inject Sessions sessions;

  @ConfigProperty(name = "reelport.connections.encryption-keys")
  String oldKey;

  private final String run = "rotation-" + UUID.randomUUID();

  @Test
  void tokensComeUnderTheNewKeyAndTheOldOneCanGo() {
    // Given more than two batches, and one token that nobody can read
    IntStream.range(0, MANY).forEach(this::connect);
    sessions.inTransaction(
        session ->
            session
                .createNativeQuery(
                    "update connection set access_token = refresh_token where user_id = :user")
                .setParameter("user", user(7).value())
                .executeUpdate());
    Vault both = new Vault(Optional.of(TokenKeys.parse(Keys.setting("new") + "," + oldKey)));

    // When
    try (LogRecords log = LogRecords.of(Reencryption.class)) {
      sessions.await(() -> new Reencryption(rows, both, config, drain).run());

      // Then
      assertThat(log.withField("connection", row(7).id.toString()))
          .extracting(LogRecords.Entry::level, LogRecords.Entry::message)
          .containsExactly(tuple("ERROR", "token unreadable"));
    }
    assertThat(count("v1.new.%")).isEqualTo(MANY - 1);
    assertThat(count("v1.test.%")).isEqualTo(1);

    // And the new key alone reads them
    Vault newOnly = new Vault(Optional.of(Keys.of("new")));
    ConnectionRow row = row(3);
    assertThat(newOnly.open(row.user(), row.id(), row.sealed()).refresh().reveal())
        .isEqualTo("refresh-3");
    assertThat(newOnly.open(row.user(), row.id(), row.sealed()).access().reveal())
        .isEqualTo("access-3");

    // And another run finds nothing to do but to complain again
    sessions.await(() -> new Reencryption(rows, both, config, drain).run());
    assertThat(count("v1.new.%")).isEqualTo(MANY - 1);
  }

  @Test
  void withOneKeyThereIsNothingToDo() {
    // Given
    connect(0);

    // When
    Vault one = new Vault(Optional.of(TokenKeys.parse(oldKey)));
    sessions.await(() -> new Reencryption(rows, one, config, drain).run());

    // Then
    assertThat(one.olderKeys()).isEqualTo(List.of());
    assertThat(count("v1.test.%")).isEqualTo(1);
  }

  private void connect(int n) {
    Granted granted =
        new Granted(
            new Secret("access-" + n),
            Duration.ofHours(1),
            Optional.of(new Secret("refresh-" + n)),
            Set.of(GoogleOAuth.SCOPE));
    sessions.await(() -> arrival.of(user(n), new ConnectionId(UUID.randomUUID()), granted));
  }

  private ConnectionRow row(int n) {
    return sessions
        .await(() -> rows.ofUser(user(n), session -> store.of(session, user(n))))
        .orElseThrow();
  }

  private UserId user(int n) {
    return new UserId(run + "-" + n);
  }

  private long count(String form) {
    return sessions.inTransaction(
        session ->
            session
                .createNativeQuery(
                    "select count(*) from connection where user_id like :users"
                        + " and refresh_token like :form and access_token like :form",
                    Long.class)
                .setParameter("users", run + "-%")
                .setParameter("form", form)
                .getSingleResult());
  }
}
