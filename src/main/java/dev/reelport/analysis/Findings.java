package dev.reelport.analysis;

import dev.reelport.projects.Analysis.Mode;
import dev.reelport.projects.NewProject;
import dev.reelport.projects.ProjectAnalyses;
import dev.reelport.projects.Tags;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Turns what somebody proposes into what projects show: with one search for all of them. */
@ApplicationScoped
class Findings {

  private final CatalogueSearch catalogue;
  private final ProjectAnalyses analyses;
  private final AnalysisObserver observer;
  private final AnalysisMetrics metrics;
  private final InstantSource clock;

  Findings(
      CatalogueSearch catalogue,
      ProjectAnalyses analyses,
      AnalysisObserver observer,
      AnalysisMetrics metrics,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.analyses = analyses;
    this.observer = observer;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** New projects with what their videos' tags say. */
  Uni<List<NewProject>> ofTags(Mutiny.Session session, List<NewProject> made) {
    List<Proposal> proposals =
        made.stream().map(p -> Proposal.ofTags(p.content().video().tags())).toList();
    return catalogue
        .find(session, proposals)
        .map(
            matches ->
                IntStream.range(0, made.size())
                    .mapToObj(n -> about(made.get(n), matches.tags(proposals.get(n))))
                    .toList());
  }

  private static NewProject about(NewProject project, Tags tags) {
    return project.about(tags, Mode.FALLBACK);
  }

  /**
   * Writes what is found of proposals for projects. A model's proposal of which nothing is left is
   * worth less than the tags, and not written.
   *
   * @return what is to be run after the commit
   */
  Uni<Runnable> write(Mutiny.Session session, Map<UUID, Proposal> proposals, Mode mode) {
    return catalogue
        .find(session, proposals.values())
        .map(matches -> tags(proposals, matches, mode))
        .chain(tags -> analyses.write(session, tags, mode, clock.instant()))
        .invoke(written -> metrics.analysed(mode, written.size()))
        .chain(written -> observer.analysed(session, written));
  }

  private static Map<UUID, Tags> tags(Map<UUID, Proposal> proposals, Matches matches, Mode mode) {
    Map<UUID, Tags> tags = new HashMap<>();
    proposals.forEach((id, proposal) -> tags.put(id, matches.tags(proposal)));
    if (mode == Mode.LLM) {
      tags.values().removeIf(Tags::isEmpty);
    }
    return tags;
  }
}
