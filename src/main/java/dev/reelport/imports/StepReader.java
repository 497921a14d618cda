package dev.reelport.imports;

import dev.reelport.imports.ImportPlan.Work;
import dev.reelport.projects.Known;
import dev.reelport.projects.Projects;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads what a step needs to know before it asks YouTube for anything. */
@ApplicationScoped
class StepReader {

  private final ImportStore imports;
  private final Projects projects;
  private final Transactions transactions;

  StepReader(ImportStore imports, Projects projects, Transactions transactions) {
    this.imports = imports;
    this.projects = projects;
    this.transactions = transactions;
  }

  /**
   * An import that goes on.
   *
   * @param known ids of the work that became the user's since they were listed
   */
  record Ready(Import before, Work work, Set<String> known) {}

  /** The import and its work; empty if the step is stale. */
  Uni<Optional<Ready>> read(Step step) {
    return transactions.read(
        session ->
            imports
                .byId(session, step.importId())
                .map(found -> found.filter(i -> isDue(i, step)))
                .chain(found -> ready(session, found)));
  }

  private static boolean isDue(Import i, Step step) {
    return i.version() == step.version()
        && (i.state() instanceof ImportState.Queued || i.state() instanceof ImportState.Running);
  }

  private Uni<Optional<Ready>> ready(Mutiny.Session session, Optional<Import> found) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    Import i = found.get();
    Work work = ImportPlan.next(i);
    List<String> due = work.details().stream().map(VideoId::value).toList();
    Uni<Set<String>> known =
        due.isEmpty()
            ? Uni.createFrom().item(Set.of())
            : projects.known(session, i.user(), due).map(StepReader::owned);
    return known.map(ids -> Optional.of(new Ready(i, work, ids)));
  }

  private static Set<String> owned(Map<String, Known> known) {
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().projectId().isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
