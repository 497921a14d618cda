package dev.reelport.audit;

import dev.reelport.platform.Ids;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who did what to which connection, source and setting. What is written stays as it is. */
@ApplicationScoped
public class AuditLog {

  // Written without reading it back: whoever writes for a user may not read.
  private static final String ADD =
      """
      insert into audit_entry (id, at, actor, user_id, action, subject, detail)
      values (:id, :at, cast(:actor as text), cast(:user as text), :action, :subject,
              cast(:detail as text))
      """;

  private final Sessions sessions;
  private final InstantSource clock;

  AuditLog(Sessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Writes down a deed in the transaction that does it. */
  public Uni<Void> add(Mutiny.Session session, Deed deed) {
    return session
        .createNativeQuery(ADD)
        .setParameter("id", Ids.next())
        .setParameter("at", clock.instant().atOffset(ZoneOffset.UTC))
        .setParameter("actor", deed.actor().map(UserId::value).orElse(null))
        .setParameter("user", deed.user().map(UserId::value).orElse(null))
        .setParameter("action", deed.action().code())
        .setParameter("subject", deed.subject())
        .setParameter("detail", deed.detail().orElse(null))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Writes down a deed that is no transaction of ours, before it is done. */
  public Uni<Void> add(Deed deed) {
    return sessions.ofWorker(session -> add(session, deed));
  }

  /**
   * What was done, newest first.
   *
   * @param user only what was done to this user's things
   * @param before only what is older than this entry
   */
  public Uni<List<AuditEntry>> list(Optional<UserId> user, Optional<UUID> before, int limit) {
    String whose = user.isPresent() ? " and userId = :user" : "";
    // Ids are in the order of time.
    String query = "from AuditRow where id < :before" + whose + " order by id desc";
    UUID last = before.orElse(Ids.MAX);
    return sessions
        .ofWorker(
            session -> {
              Mutiny.SelectionQuery<AuditRow> select =
                  session.createSelectionQuery(query, AuditRow.class).setParameter("before", last);
              user.ifPresent(known -> select.setParameter("user", known.value()));
              return select.setMaxResults(limit).getResultList();
            })
        .map(rows -> rows.stream().map(AuditRow::asEntry).toList());
  }
}
