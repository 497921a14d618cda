package dev.reelport.imports;

import dev.reelport.connections.Grants;
import dev.reelport.imports.ImportPlan.Work;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Known;
import dev.reelport.projects.Projects;
import dev.reelport.projects.UserVideo;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.YouTube;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads what a step needs to know before it asks YouTube for anything. */
@ApplicationScoped
class StepReader {

  /** The most single videos that are taken together: one call of YouTube's. */
  private static final int MOST = YouTube.BATCH;

  private final ImportStore imports;
  private final SingleStore singles;
  private final Projects projects;
  private final Grants grants;
  private final Transactions transactions;
  private final ImportsConfig config;

  StepReader(
      ImportStore imports,
      SingleStore singles,
      Projects projects,
      Grants grants,
      Transactions transactions,
      ImportsConfig config) {
    this.imports = imports;
    this.singles = singles;
    this.projects = projects;
    this.grants = grants;
    this.transactions = transactions;
    this.config = config;
  }

  /**
   * An import that goes on.
   *
   * @param known ids of the work that became the user's since they were listed
   * @param connected whether the user has a connection, good or not
   */
  record Ready(Import before, Work work, Set<String> known, boolean connected) {}

  /**
   * An import of a single video that goes on.
   *
   * @param open the video that has to be fetched; empty if the user has it
   * @param connected whether the user has a connection, good or not
   */
  record Single(Import before, Work work, Optional<VideoId> open, boolean connected) {}

  /** Single videos that nobody else has in hand, for as long as the lease. */
  Uni<List<Single>> singles(ImportId first) {
    return transactions
        .read(singles::areWaiting)
        .chain(
            waiting ->
                waiting
                    ? transactions.write(session -> claim(session, first))
                    : Uni.createFrom().item(List.of()));
  }

  private Uni<List<Single>> claim(Mutiny.Session session, ImportId first) {
    return singles
        .claim(session, first, MOST, config.lease())
        .chain(
            claimed ->
                projects
                    .owned(session, claimed.stream().flatMap(StepReader::wanted).toList())
                    .chain(owned -> singles(session, claimed, owned)));
  }

  private Uni<List<Single>> singles(
      Mutiny.Session session, List<Import> claimed, Set<UserVideo> owned) {
    return grants
        .among(session, claimed.stream().map(Import::user).toList())
        .map(connected -> claimed.stream().map(i -> single(i, owned, connected)).toList());
  }

  private static Stream<UserVideo> wanted(Import i) {
    return ImportPlan.next(i).details().stream().map(id -> new UserVideo(i.user(), id.value()));
  }

  private static Single single(Import i, Set<UserVideo> owned, Set<UserId> connected) {
    Work work = ImportPlan.next(i);
    Optional<VideoId> open =
        work.details().stream()
            .filter(id -> !owned.contains(new UserVideo(i.user(), id.value())))
            .findFirst();
    return new Single(i, work, open, connected.contains(i.user()));
  }

  /** The import and its work; empty if the step is stale, or of a single video. */
  Uni<Optional<Ready>> read(Step step) {
    return transactions.read(
        session ->
            imports
                .byId(session, step.importId())
                .map(found -> found.filter(i -> isDue(i, step)))
                .chain(found -> ready(session, found)));
  }

  // Single videos are taken together with others', whoever's step it is.
  private static boolean isDue(Import i, Step step) {
    return i.kind() != TargetKind.VIDEO
        && i.version() == step.version()
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
    return known.chain(
        ids ->
            grants
                .among(session, List.of(i.user()))
                .map(connected -> Optional.of(new Ready(i, work, ids, !connected.isEmpty()))));
  }

  private static Set<String> owned(Map<String, Known> known) {
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().projectId().isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
