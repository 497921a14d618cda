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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Finds out what videos are about. What their tags say is there at once, in the transaction that
 * makes them projects; a language model, if there is one, is asked afterwards ({@link Refinement}),
 * so that nobody waits for it and nothing fails with it.
 */
@ApplicationScoped
public class Analyst {

  private final Findings findings;
  private final AnalysisQueue queue;
  private final LanguageModel model;
  private final AnalysisMetrics metrics;
  private final ProjectAnalyses analyses;
  private final Projects projects;
  private final Sessions sessions;

  Analyst(
      Findings findings,
      AnalysisQueue queue,
      LanguageModel model,
      AnalysisMetrics metrics,
      ProjectAnalyses analyses,
      Projects projects,
      Sessions sessions) {
    this.findings = findings;
    this.queue = queue;
    this.model = model;
    this.metrics = metrics;
    this.analyses = analyses;
    this.projects = projects;
    this.sessions = sessions;
  }

  /** New projects with what their videos' tags say, found with one query for all of them. */
  public Uni<List<NewProject>> byTags(Mutiny.Session session, List<NewProject> made) {
    return findings.ofTags(session, made);
  }

  /** New projects are written: the language model, if there is one, is asked about them later. */
  public Uni<Void> written(Mutiny.Session session, UserId user, Collection<ProjectView> created) {
    created.forEach(project -> metrics.analysed(project.analysis().mode(), 1));
    List<UUID> analysed =
        created.stream()
            .filter(project -> project.analysis().mode() != Mode.SKIPPED)
            .map(ProjectView::id)
            .toList();
    return analysed.isEmpty() ? nothing() : askLater(session, user, analysed);
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
                            byTags(session, text).call(() -> askLater(session, user, List.of(id))))
                    .orElseGet(() -> Uni.createFrom().item(() -> {})));
  }

  private Uni<Runnable> byTags(Mutiny.Session session, ProjectText text) {
    return text.mode() == Mode.LLM
        ? Uni.createFrom().item(() -> {})
        : findings.write(session, Map.of(text.id(), Proposal.ofTags(text.tags())), Mode.FALLBACK);
  }

  private Uni<Void> askLater(Mutiny.Session session, UserId user, List<UUID> ids) {
    return model.isThere() ? queue.add(session, user, ids) : nothing();
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
