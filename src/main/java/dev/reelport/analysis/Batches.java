package dev.reelport.analysis;

import dev.reelport.projects.Analysis.Mode;
import dev.reelport.projects.ProjectAnalyses;
import dev.reelport.projects.ProjectText;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Takes projects out of the queue some at a time, and writes what the language model said. */
@ApplicationScoped
class Batches {

  private final AnalysisQueue queue;
  private final ProjectAnalyses analyses;
  private final CatalogueSearch catalogue;
  private final Findings findings;
  private final InstantSource clock;

  Batches(
      AnalysisQueue queue,
      ProjectAnalyses analyses,
      CatalogueSearch catalogue,
      Findings findings,
      InstantSource clock) {
    this.queue = queue;
    this.analyses = analyses;
    this.catalogue = catalogue;
    this.findings = findings;
    this.clock = clock;
  }

  /**
   * Some projects.
   *
   * @param questions by project; the same video of several users is the same question
   * @param categories of which the model may choose
   */
  record Batch(Map<UUID, ModelQuestion> questions, List<String> categories) {

    Batch {
      questions = Map.copyOf(questions);
      categories = List.copyOf(categories);
    }

    boolean isEmpty() {
      return questions.isEmpty();
    }
  }

  /** Takes some that nobody has in hand. */
  Uni<Batch> take(Mutiny.Session session, int most) {
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return queue
        .claim(session, day, most)
        .chain(
            ids ->
                ids.isEmpty()
                    ? Uni.createFrom().item(new Batch(Map.of(), List.of()))
                    : analyses.texts(session, ids).chain(texts -> batch(session, texts)));
  }

  private Uni<Batch> batch(Mutiny.Session session, List<ProjectText> texts) {
    Map<UUID, ModelQuestion> questions = new HashMap<>();
    texts.forEach(
        text -> questions.put(text.id(), new ModelQuestion(text.title(), text.description())));
    return catalogue.categories(session).map(categories -> new Batch(questions, categories));
  }

  /**
   * Writes what came of the questions.
   *
   * @return what is to be run after the commit
   */
  Uni<Runnable> write(Mutiny.Session session, Batch batch, Map<ModelQuestion, Outcome> outcomes) {
    Map<UUID, Proposal> said = new HashMap<>();
    List<UUID> failed = new ArrayList<>();
    List<UUID> notAsked = new ArrayList<>();
    batch
        .questions()
        .forEach(
            (id, question) -> {
              Outcome outcome = outcomes.get(question);
              if (outcome instanceof Outcome.Said answer) {
                said.put(id, answer.proposal());
              } else {
                (outcome instanceof Outcome.Failed ? failed : notAsked).add(id);
              }
            });
    return queue
        .failed(session, failed)
        .chain(() -> queue.again(session, notAsked))
        .chain(() -> queue.done(session, List.copyOf(said.keySet())))
        .chain(() -> findings.write(session, said, Mode.LLM));
  }
}
