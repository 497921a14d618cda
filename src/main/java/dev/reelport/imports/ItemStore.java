package dev.reelport.imports;

import dev.reelport.imports.Imports.Placed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What became of each video of an import. Every statement runs in the caller's session. */
@ApplicationScoped
class ItemStore {

  private static final String INSERT =
      """
      insert into import_item (import_id, video_id, outcome, reason, project_id)
      select :import, video_id, outcome, reason, project_id
      from unnest(cast(:ids as text[]), cast(:outcomes as text[]), cast(:reasons as text[]),
                  cast(:projects as uuid[])) with ordinality
           as i(video_id, outcome, reason, project_id, ord)
      order by ord
      on conflict (import_id, video_id) do nothing
      """;

  Uni<Void> insert(Mutiny.Session session, ImportId id, List<Item> items) {
    if (items.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(INSERT)
        .setParameter("import", id.value())
        .setParameter("ids", column(items, Item::videoId))
        .setParameter("outcomes", column(items, item -> item.outcome().code()))
        .setParameter("reasons", column(items, item -> item.reason().orElse(null)))
        .setParameter(
            "projects",
            items.stream().map(item -> item.projectId().orElse(null)).toArray(UUID[]::new))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Which of these videos the import has decided already. */
  Uni<Set<String>> recorded(Mutiny.Session session, ImportId id, Collection<String> videoIds) {
    return session
        .createNativeQuery(
            "select video_id from import_item where import_id = :import"
                + " and video_id = any(cast(:ids as text[]))",
            String.class)
        .setParameter("import", id.value())
        .setParameter("ids", videoIds.toArray(String[]::new))
        .getResultList()
        .map(Set::copyOf);
  }

  /** Takes the failed videos back, for another try. */
  Uni<List<String>> takeFailed(Mutiny.Session session, ImportId id) {
    return session
        .createNativeQuery(
            "delete from import_item where import_id = :import and outcome = 'failed'"
                + " returning video_id",
            String.class)
        .setParameter("import", id.value())
        .getResultList();
  }

  Uni<List<Placed<ItemView>>> list(
      Mutiny.Session session, ImportId id, Set<Outcome> outcomes, long after, int limit) {
    return session
        .createSelectionQuery(
            "from ItemRow where importId = :import and outcome in (:outcomes) and seq > :after"
                + " order by seq",
            ItemRow.class)
        .setParameter("import", id.value())
        .setParameter("outcomes", outcomes.stream().map(Outcome::code).toList())
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList()
        .map(rows -> rows.stream().map(ItemRow::asPlaced).collect(Collectors.toList()));
  }

  /** What the newest imports that the session may see decided of a video. */
  Uni<Map<ImportId, ItemView>> met(Mutiny.Session session, String videoId, int most) {
    return session
        .createSelectionQuery(
            "from ItemRow where videoId = :video order by importId desc", ItemRow.class)
        .setParameter("video", videoId)
        .setMaxResults(most)
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> new ImportId(row.importId), row -> row.asPlaced().value())));
  }

  private static String[] column(List<Item> items, Function<Item, String> part) {
    return items.stream().map(part).toArray(String[]::new);
  }
}
