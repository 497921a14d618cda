package dev.reelport.connections;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What others have to know of grants within transactions of their own. */
@ApplicationScoped
public class Grants {

  private final ConnectionStore store;

  Grants(ConnectionStore store) {
    this.store = store;
  }

  /** Which of these users have a connection, good or not. */
  public Uni<Set<UserId>> among(Mutiny.Session session, Collection<UserId> users) {
    return users.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : store
            .among(session, users.stream().map(UserId::value).distinct().toArray(String[]::new))
            .map(names -> names.stream().map(UserId::new).collect(Collectors.toSet()));
  }

  /**
   * Whether the user's grant is over and has not been renewed; if so, nobody renews or removes it
   * before the end of the caller's transaction.
   */
  public Uni<Boolean> isOver(Mutiny.Session session, UserId user) {
    return store.isOver(session, user);
  }
}
