package dev.reelport.analysis;

import dev.reelport.analysis.Matches.By;
import dev.reelport.analysis.Matches.Row;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Looks words up in the catalogue, in the caller's session: all of a batch in one query. */
@ApplicationScoped
class CatalogueSearch {

  private static final String FIND =
      """
      select 'TOOL_NAME' as found_by, w.word as key, t.name
      from unnest(cast(:names as text[])) as w(word)
      join catalogue_tool t on lower(t.name) = w.word and t.active
      union all
      select 'TOOL_SLUG', w.word, t.name
      from unnest(cast(:slugs as text[])) as w(word)
      join catalogue_tool t on t.slug = w.word and t.active
      union all
      select 'CATEGORY', w.word, c.name
      from unnest(cast(:categories as text[])) as w(word)
      join catalogue_category c on lower(c.name) = w.word and c.active
      union all
      select 'ALIAS', w.word, c.name
      from unnest(cast(:categories as text[])) as w(word)
      join category_alias a on a.alias = w.word
      join catalogue_category c on c.id = a.category_id and c.active
      """;

  private static final String CATEGORIES =
      "select name from catalogue_category where active order by lower(name) limit :most";

  /** More would only make the question longer. */
  private static final int MOST_CATEGORIES = 100;

  /** What the catalogue has of all these proposals' words. */
  Uni<Matches> find(Mutiny.Session session, Collection<Proposal> proposals) {
    String[] names = words(proposals, Proposal::tools, CatalogueKey::name);
    String[] categories = words(proposals, Proposal::categories, CatalogueKey::name);
    if (names.length == 0 && categories.length == 0) {
      return Uni.createFrom().item(Matches.of(List.of()));
    }
    return session
        .createNativeQuery(FIND, Tuple.class)
        .setParameter("names", names)
        .setParameter("slugs", words(proposals, Proposal::tools, CatalogueKey::slug))
        .setParameter("categories", categories)
        .getResultList()
        .map(rows -> Matches.of(rows.stream().map(CatalogueSearch::row).toList()));
  }

  /** The names of the active categories, of which a model is asked to choose. */
  Uni<List<String>> categories(Mutiny.Session session) {
    return session
        .createNativeQuery(CATEGORIES, String.class)
        .setParameter("most", MOST_CATEGORIES)
        .getResultList();
  }

  private static Row row(Tuple tuple) {
    return new Row(
        By.valueOf(tuple.get("found_by", String.class)),
        tuple.get("key", String.class),
        tuple.get("name", String.class));
  }

  private static String[] words(
      Collection<Proposal> proposals,
      Function<Proposal, List<String>> part,
      Function<CatalogueKey, String> form) {
    return proposals.stream()
        .flatMap(proposal -> part.apply(proposal).stream())
        .map(CatalogueKey::of)
        .flatMap(Optional::stream)
        .map(form)
        .distinct()
        .toArray(String[]::new);
  }
}
