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

/** The categories of the catalogue and their aliases, for whoever runs the service. */
@ApplicationScoped
public class CatalogueCategories {

  private static final UUID FIRST = new UUID(0, 0);

  // Aliases come as one text: none of them holds a line break.
  private static final String COLUMNS =
      """
      select cast(c.id as text) as id, c.name, c.active,
             coalesce((select string_agg(a.alias, chr(10) order by a.alias)
                       from category_alias a where a.category_id = c.id), '') as aliases
      from catalogue_category c
      """;

  private static final String LIST = COLUMNS + "where c.id > :after order by c.id limit :most";
  private static final String ONE = COLUMNS + "where c.id = :id";

  private static final String INSERT =
      "insert into catalogue_category (id, name) values (:id, :name)";

  private static final String CHANGE =
      """
      update catalogue_category set
        name = coalesce(cast(:name as text), name),
        active = coalesce(cast(:active as boolean), active)
      where id = :id
      """;

  private static final String DROP_ALIASES =
      """
      delete from category_alias
      where category_id = :id and alias <> all(cast(:aliases as text[]))
      """;

  private static final String ADD_ALIASES =
      """
      insert into category_alias (alias, category_id)
      select a.alias, :id from unnest(cast(:aliases as text[])) as a(alias)
      where not exists (
        select from category_alias b where b.alias = a.alias and b.category_id = :id)
      """;

  private final Sessions sessions;
  private final AuditLog audit;

  CatalogueCategories(Sessions sessions, AuditLog audit) {
    this.sessions = sessions;
    this.audit = audit;
  }

  /** Those behind an id, oldest first; the first ones came in the order of the alphabet. */
  public Uni<List<CategoryView>> list(Optional<UUID> after, int limit) {
    return sessions.ofWorker(
        session ->
            session
                .createNativeQuery(LIST, Tuple.class)
                .setParameter("after", after.orElse(FIRST))
                .setParameter("most", limit)
                .getResultList()
                .map(rows -> rows.stream().map(CatalogueCategories::view).toList()));
  }

  /** A new category; or {@link NameTakenException}. */
  public Uni<CategoryView> create(UserId admin, String name, List<String> aliases) {
    UUID id = Ids.next();
    return changed(
            admin,
            id,
            Optional.of(aliases),
            session ->
                session
                    .createNativeQuery(INSERT)
                    .setParameter("id", id)
                    .setParameter("name", name)
                    .executeUpdate())
        .map(Optional::orElseThrow);
  }

  /**
   * Changes a category; what is empty stays as it is. Projects that show it keep what they show.
   *
   * @param aliases all there are to be
   * @return empty if it is not there; or {@link NameTakenException}
   */
  public Uni<Optional<CategoryView>> change(
      UserId admin,
      UUID id,
      Optional<String> name,
      Optional<Boolean> active,
      Optional<List<String>> aliases) {
    return changed(
        admin,
        id,
        aliases,
        session ->
            session
                .createNativeQuery(CHANGE)
                .setParameter("id", id)
                .setParameter("name", name.orElse(null))
                .setParameter("active", active.orElse(null))
                .executeUpdate());
  }

  private interface Change {
    Uni<Integer> in(Mutiny.Session session);
  }

  private Uni<Optional<CategoryView>> changed(
      UserId admin, UUID id, Optional<List<String>> aliases, Change change) {
    return sessions
        .ofWorker(
            session ->
                change
                    .in(session)
                    .call(rows -> rows == 0 ? nothing() : aliases(session, id, aliases))
                    .chain(() -> one(session, id))
                    .call(view -> view.isPresent() ? told(session, admin, view.get()) : nothing()))
        .onFailure(ConstraintViolationException.class)
        .transform(
            taken ->
                new NameTakenException(
                    "There is a category of this name already, or another one has one of these"
                        + " aliases; change that one first.",
                    taken));
  }

  private Uni<Void> told(Mutiny.Session session, UserId admin, CategoryView view) {
    return audit.add(
        session, Deed.byAdmin(Action.CATALOGUE_CHANGED, admin, "category " + view.name()));
  }

  private static Uni<Void> aliases(
      Mutiny.Session session, UUID id, Optional<List<String>> aliases) {
    if (aliases.isEmpty()) {
      return nothing();
    }
    String[] wanted = aliases.get().toArray(String[]::new);
    return session
        .createNativeQuery(DROP_ALIASES)
        .setParameter("id", id)
        .setParameter("aliases", wanted)
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(ADD_ALIASES)
                    .setParameter("id", id)
                    .setParameter("aliases", wanted)
                    .executeUpdate())
        .replaceWithVoid();
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static Uni<Optional<CategoryView>> one(Mutiny.Session session, UUID id) {
    return session
        .createNativeQuery(ONE, Tuple.class)
        .setParameter("id", id)
        .getResultList()
        .map(rows -> rows.stream().findFirst().map(CatalogueCategories::view));
  }

  private static CategoryView view(Tuple row) {
    return new CategoryView(
        UUID.fromString(row.get("id", String.class)),
        row.get("name", String.class),
        row.get("active", Boolean.class),
        row.get("aliases", String.class).lines().toList());
  }
}
