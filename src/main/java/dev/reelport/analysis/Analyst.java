package dev.reelport.analysis;

import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Analysis.Mode;
import dev.reelport.projects.NewProject;
import dev.reelport.projects.ProjectAnalyses;
import dev.reelport.projects.ProjectText;
import dev.reelport.projects.ProjectView;
import dev.reelport.projects.Projects;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Finds out what videos are about. What their tags say is there at once, in the transaction that
 * makes them projects; a language model, if there is one, is asked afterwards ({@link Refinement}),
 * so that nobody waits for it and nothing fails with it.
 */
@ApplicationScoped
public class Analyst {

  private final CatalogueSearch catalogue;
  private final AnalysisQueue queue;
  private final LanguageModel model;
  private final ProjectAnalyses analyses;
  private final Projects projects;
  private final AnalysisObserver observer;
  private final AnalysisMetrics metrics;
  private final Sessions sessions;
  private final InstantSource clock;

  Analyst(
      CatalogueSearch catalogue,
      AnalysisQueue queue,
      LanguageModel model,
      ProjectAnalyses analyses,
      Projects projects,
      AnalysisObserver observer,
      AnalysisMetrics metrics,
      Sessions sessions,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.queue = queue;
    this.model = model;
    this.analyses = analyses;
    this.projects = projects;
    this.observer = observer;
    this.metrics = metrics;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** New projects with what their videos' tags say, found with one query for all of them. */
  public Uni<List<NewProject>> byTags(Mutiny.Session session, List<NewProject> made) {
    List<Proposal> proposals =
        made.stream().map(p -> Proposal.ofTags(p.content().video().tags())).toList();
    return catalogue
        .find(session, proposals)
        .map(
            matches ->
                IntStream.range(0, made.size())
                    .mapToObj(n -> made.get(n).about(matches.tags(proposals.get(n)), Mode.FALLBACK))
                    .toList());
  }

  /** New projects are written: the language model, if there is one, is asked about them later. */
  public Uni<Void> written(Mutiny.Session session, UserId user, Collection<ProjectView> created) {
    for (Mode mode : Mode.values()) {
      metrics.analysed(
          mode, (int) created.stream().filter(p -> p.analysis().mode() == mode).count());
    }
    List<UUID> analysed =
        created.stream()
            .filter(project -> project.analysis().mode() != Mode.SKIPPED)
            .map(ProjectView::id)
            .toList();
    return analysed.isEmpty() || !model.isThere()
        ? Uni.createFrom().voidItem()
        : queue.add(session, user, analysed);
  }

  /**
   * What came of it.
   *
   * @param pending whether the language model is still to be asked
   */
  public record Again(ProjectView project, boolean pending) {}

  /**
   * Analyses a project once more. What its tags say takes the place of everything but what a model
   * has said or its user has set; a model, if there is one, is asked afterwards.
   *
   * @return empty if the project is not there or another's
   */
  public Uni<Optional<Again>> again(UserId user, UUID id) {
    return sessions
        .ofUser(user, session -> again(session, user, id))
        .invoke(Runnable::run)
        .chain(() -> projects.get(user, id))
        .map(found -> found.map(project -> new Again(project, model.isThere())));
  }

  private Uni<Runnable> again(Mutiny.Session session, UserId user, UUID id) {
    return analyses
        .texts(session, List.of(id))
        .map(found -> found.stream().filter(text -> text.user().equals(user)).findFirst())
        .chain(
            found ->
                found
                    .map(
                        text ->
                            byTags(session, text)
                                .call(() -> model.isThere() ? queue(session, text) : nothing()))
                    .orElseGet(() -> Uni.createFrom().item(() -> {})));
  }

  private Uni<Runnable> byTags(Mutiny.Session session, ProjectText text) {
    if (text.mode() == Mode.LLM) {
      return Uni.createFrom().item(() -> {});
    }
    Proposal proposal = Proposal.ofTags(text.tags());
    return catalogue
        .find(session, List.of(proposal))
        .map(matches -> Map.of(text.id(), matches.tags(proposal)))
        .chain(tags -> analyses.write(session, tags, Mode.FALLBACK, clock.instant()))
        .invoke(written -> metrics.analysed(Mode.FALLBACK, written.size()))
        .chain(written -> observer.analysed(session, written));
  }

  private Uni<Void> queue(Mutiny.Session session, ProjectText text) {
    return queue.add(session, text.user(), List.of(text.id()));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
