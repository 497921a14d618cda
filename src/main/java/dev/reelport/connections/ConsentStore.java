package dev.reelport.connections;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who was sent to Google and is not back yet. Every statement runs in the caller's session. */
@ApplicationScoped
class ConsentStore {

  Uni<Void> put(Mutiny.Session session, UUID id, UserId user, Instant expiresAt) {
    return session
        .createNativeQuery(
            "insert into consent (id, user_id, expires_at) values (:id, :user, :expiresAt)")
        .setParameter("id", id)
        .setParameter("user", user.value())
        .setParameter("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Whose consent it is. It is told only once, whoever asks. */
  Uni<Optional<UserId>> take(Mutiny.Session session, UUID id) {
    return session
        .createNativeQuery("delete from consent where id = :id returning user_id", String.class)
        .setParameter("id", id)
        .getResultList()
        .map(users -> users.stream().findFirst().map(UserId::new));
  }

  /** Forgets those who never came back. */
  Uni<Integer> sweep(Mutiny.Session session, Instant now) {
    return session
        .createNativeQuery("delete from consent where expires_at <= :now")
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }
}
