package dev.reelport.projects;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** What analyses read and write of projects, in the caller's transaction. */
@ApplicationScoped
public class ProjectAnalyses {

  // In the order of their ids, so that two writers wait for each other in one order. A project that
  // is gone by now is left out, as is every field that its user has set.
  private static final String WRITE =
      """
      with found as materialized (
        select p.id, n.tools, n.categories, n.topics
        from unnest(cast(:ids as uuid[]), cast(:tools as text[]), cast(:categories as text[]),
                    cast(:topics as text[])) as n(id, tools, categories, topics)
        join project p on p.id = n.id
        order by p.id
        for update of p)
      update project p set
        tools = case when 'tools' = any(p.edited) then p.tools
          else array(select jsonb_array_elements_text(cast(f.tools as jsonb))) end,
        categories = case when 'categories' = any(p.edited) then p.categories
          else array(select jsonb_array_elements_text(cast(f.categories as jsonb))) end,
        topics = case when 'topics' = any(p.edited) then p.topics
          else array(select jsonb_array_elements_text(cast(f.topics as jsonb))) end,
        analysis_mode = :mode,
        analysed_at = cast(:now as timestamptz),
        updated_at = cast(:now as timestamptz)
      from found f where p.id = f.id
      returning p.id
      """;

  /** A project that was analysed, as it is now. */
  public record Analysed(UserId user, ProjectView project) {}

  /** What there is to read of these projects; those that are gone are left out. */
  public Uni<List<ProjectText>> texts(Mutiny.Session session, Collection<UUID> ids) {
    return rows(session, ids).map(found -> found.stream().map(ProjectRow::text).toList());
  }

  /**
   * Writes what the projects are about, but for what their users have set.
   *
   * @return those that are still there, as they are now
   */
  public Uni<List<Analysed>> write(
      Mutiny.Session session, Map<UUID, Tags> tags, Analysis.Mode mode, Instant now) {
    if (tags.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Map<UUID, Tags> rows = new LinkedHashMap<>(tags);
    return session
        .createNativeQuery(WRITE, UUID.class)
        .setParameter("ids", rows.keySet().toArray(UUID[]::new))
        .setParameter("tools", column(rows, Tags::tools))
        .setParameter("categories", column(rows, Tags::categories))
        .setParameter("topics", column(rows, Tags::topics))
        .setParameter("mode", mode.code())
        .setParameter("now", now.atOffset(ZoneOffset.UTC))
        .getResultList()
        // What the session has read before is as it was before.
        .invoke(session::clear)
        .chain(written -> rows(session, written))
        .map(found -> found.stream().map(ProjectRow::analysed).toList());
  }

  private static Uni<List<ProjectRow>> rows(Mutiny.Session session, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : session
            .createSelectionQuery("from ProjectRow where id in (:ids)", ProjectRow.class)
            .setParameter("ids", ids)
            .getResultList();
  }

  private static String[] column(Map<UUID, Tags> tags, Function<Tags, List<String>> part) {
    return tags.values().stream().map(t -> TagsJson.write(part.apply(t))).toArray(String[]::new);
  }
}
