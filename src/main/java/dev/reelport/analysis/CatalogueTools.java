package dev.reelport.analysis;

import dev.reelport.audit.AuditLog;
import dev.reelport.audit.Deed;
import dev.reelport.audit.Deed.Action;
import dev.reelport.platform.Ids;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** The tools of the catalogue, for whoever runs the service. */
@ApplicationScoped
public class CatalogueTools {

  private static final UUID FIRST = new UUID(0, 0);

  private static final String LIST =
      """
      select cast(id as text) as id, name, slug, active from catalogue_tool
      where id > :after order by id limit :most
      """;

  private static final String INSERT =
      """
      insert into catalogue_tool (id, name, slug) values (:id, :name, :slug)
      returning cast(id as text) as id, name, slug, active
      """;

  private static final String CHANGE =
      """
      update catalogue_tool set
        name = coalesce(cast(:name as text), name),
        slug = coalesce(cast(:slug as text), slug),
        active = coalesce(cast(:active as boolean), active)
      where id = :id
      returning cast(id as text) as id, name, slug, active
      """;

  private final Sessions sessions;
  private final AuditLog audit;

  CatalogueTools(Sessions sessions, AuditLog audit) {
    this.sessions = sessions;
    this.audit = audit;
  }

  /** Those behind an id, oldest first; the first ones came in the order of the alphabet. */
  public Uni<List<ToolView>> list(Optional<UUID> after, int limit) {
    return sessions.ofWorker(
        session ->
            session
                .createNativeQuery(LIST, Tuple.class)
                .setParameter("after", after.orElse(FIRST))
                .setParameter("most", limit)
                .getResultList()
                .map(rows -> rows.stream().map(CatalogueTools::view).toList()));
  }

  /** A new tool, with a slug made of its name if there is none; or {@link NameTakenException}. */
  public Uni<ToolView> create(UserId admin, String name, Optional<String> slug) {
    return changed(
            admin,
            session ->
                session
                    .createNativeQuery(INSERT, Tuple.class)
                    .setParameter("id", Ids.next())
                    .setParameter("name", name)
                    .setParameter("slug", slug.orElseGet(() -> CatalogueKey.slug(name)))
                    .getResultList())
        .map(Optional::orElseThrow);
  }

  /**
   * Changes a tool; what is empty stays as it is. Projects that show it keep what they show.
   *
   * @return empty if it is not there; or {@link NameTakenException}
   */
  public Uni<Optional<ToolView>> change(
      UserId admin,
      UUID id,
      Optional<String> name,
      Optional<String> slug,
      Optional<Boolean> active) {
    return changed(
        admin,
        session ->
            session
                .createNativeQuery(CHANGE, Tuple.class)
                .setParameter("id", id)
                .setParameter("name", name.orElse(null))
                .setParameter("slug", slug.orElse(null))
                .setParameter("active", active.orElse(null))
                .getResultList());
  }

  private interface Change {
    Uni<List<Tuple>> in(Mutiny.Session session);
  }

  private Uni<Optional<ToolView>> changed(UserId admin, Change change) {
    return sessions
        .ofWorker(
            session ->
                change
                    .in(session)
                    .map(rows -> rows.stream().findFirst().map(CatalogueTools::view))
                    .call(view -> view.isPresent() ? told(session, admin, view.get()) : nothing()))
        .onFailure(ConstraintViolationException.class)
        .transform(
            taken ->
                new NameTakenException(
                    "There is a tool of this name or slug already; change that one, or reactivate"
                        + " it.",
                    taken));
  }

  private Uni<Void> told(Mutiny.Session session, UserId admin, ToolView view) {
    return audit.add(session, Deed.byAdmin(Action.CATALOGUE_CHANGED, admin, "tool " + view.name()));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static ToolView view(Tuple row) {
    return new ToolView(
        UUID.fromString(row.get("id", String.class)),
        row.get("name", String.class),
        row.get("slug", String.class),
        row.get("active", Boolean.class));
  }
}
