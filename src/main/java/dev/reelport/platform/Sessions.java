package dev.reelport.platform;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one way into the database. Each transaction, also one that only reads, takes on a role and
 * says as whom it is there; PostgreSQL's row-level security then shows it nobody else's rows,
 * whatever its queries forget, and shows nothing to whoever came another way.
 */
@ApplicationScoped
public class Sessions {

  // For this transaction alone: the connection goes back to the pool as it was.
  private static final String ENTER =
      "select set_config('reelport.user', :user, true) || set_config('role', :role, true)";

  private final Mutiny.SessionFactory factory;

  Sessions(Mutiny.SessionFactory factory) {
    this.factory = factory;
  }

  /** A transaction that sees and changes rows of this user, and no others. */
  public <T> Uni<T> ofUser(UserId user, Function<Mutiny.Session, Uni<T>> work) {
    return factory.withTransaction(
        session -> enterAs(session, user).chain(() -> work.apply(session)));
  }

  /** A transaction of the service itself, for all users' rows. Nothing that a user asks for. */
  public <T> Uni<T> ofWorker(Function<Mutiny.Session, Uni<T>> work) {
    return factory.withTransaction(
        session -> enter(session, "reelport_worker", "").chain(() -> work.apply(session)));
  }

  /** Makes a transaction that has just begun this user's. */
  public static Uni<Void> enterAs(Mutiny.Session session, UserId user) {
    return enter(session, "reelport_user", user.value());
  }

  private static Uni<Void> enter(Mutiny.Session session, String role, String user) {
    return session
        .createNativeQuery(ENTER, String.class)
        .setParameter("role", role)
        .setParameter("user", user)
        .getSingleResult()
        .replaceWithVoid();
  }
}
