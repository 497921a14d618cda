package dev.reelport.analysis;

import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.TimerRun;
import dev.reelport.projects.Analysis.Mode;
import dev.reelport.projects.ProjectAnalyses;
import dev.reelport.projects.ProjectText;
import dev.reelport.projects.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Asks the language model about the projects that wait for it, batch by batch. Between taking them
 * and writing what it said there is no transaction; what an instance had in hand when it ended is
 * due again a while later, for any of them.
 */
@ApplicationScoped
class Refinement {

  private static final FieldLogger LOG = FieldLogger.of(Refinement.class);

  private final AnalysisQueue queue;
  private final LanguageModel model;
  private final CatalogueSearch catalogue;
  private final ProjectAnalyses analyses;
  private final AnalysisObserver observer;
  private final AnalysisMetrics metrics;
  private final AnalysisRows rows;
  private final Drain drain;
  private final InstantSource clock;

  Refinement(
      AnalysisQueue queue,
      LanguageModel model,
      CatalogueSearch catalogue,
      ProjectAnalyses analyses,
      AnalysisObserver observer,
      AnalysisMetrics metrics,
      AnalysisRows rows,
      Drain drain,
      InstantSource clock) {
    this.queue = queue;
    this.model = model;
    this.catalogue = catalogue;
    this.analyses = analyses;
    this.observer = observer;
    this.metrics = metrics;
    this.rows = rows;
    this.drain = drain;
    this.clock = clock;
  }

  /** Some projects, and the categories the model may choose of. */
  private record Batch(List<ProjectText> texts, List<String> categories) {}

  @Scheduled(
      every = "${reelport.analysis.every:2s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> run() {
    if (!model.isThere()) {
      return Uni.createFrom().voidItem();
    }
    return TimerRun.of(
        "analysis",
        Uni.createFrom()
            .deferred(this::batch)
            .repeat()
            .until(done -> done == 0 || drain.isStopping())
            .collect()
            .last());
  }

  @Scheduled(every = "60s", concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return TimerRun.of(
        "analysis queue",
        drain
            .hold(() -> rows.write(queue::forget))
            .invoke(
                count -> {
                  if (count > 0) {
                    LOG.warn("projects not analysed by the model", "projects", count);
                  }
                }));
  }

  private Uni<Integer> batch() {
    int room = model.room();
    if (room == 0 || drain.isStopping()) {
      return Uni.createFrom().item(0);
    }
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return drain
        .hold(() -> rows.write(session -> take(session, day, room)))
        .chain(
            batch ->
                batch.texts().isEmpty()
                    ? Uni.createFrom().item(0)
                    : ask(batch)
                        .chain(said -> drain.hold(() -> rows.write(s -> write(s, batch, said))))
                        .invoke(Runnable::run)
                        .replaceWith(batch.texts().size()));
  }

  private Uni<Batch> take(Mutiny.Session session, LocalDate day, int most) {
    return queue
        .claim(session, day, most)
        .chain(
            ids ->
                ids.isEmpty()
                    ? Uni.createFrom().item(new Batch(List.of(), List.of()))
                    : analyses
                        .texts(session, ids)
                        .chain(
                            texts ->
                                catalogue
                                    .categories(session)
                                    .map(categories -> new Batch(texts, categories))));
  }

  // The same video of several users is asked about once. Nobody waits for an end of the service
  // here: what is not answered by then is asked about again.
  private Uni<Map<ModelQuestion, Outcome>> ask(Batch batch) {
    List<ModelQuestion> questions =
        batch.texts().stream().map(Refinement::question).distinct().toList();
    Map<ModelQuestion, Outcome> outcomes = new HashMap<>();
    return Multi.createFrom()
        .iterable(questions)
        .onItem()
        .transformToUni(
            question ->
                rows.here(() -> model.ask(question, batch.categories()))
                    .map(outcome -> Map.entry(question, outcome)))
        .merge(questions.size())
        .collect()
        .in(() -> outcomes, (all, entry) -> all.put(entry.getKey(), entry.getValue()));
  }

  private static ModelQuestion question(ProjectText text) {
    return new ModelQuestion(text.title(), text.description());
  }

  private Uni<Runnable> write(
      Mutiny.Session session, Batch batch, Map<ModelQuestion, Outcome> outcomes) {
    Function<ProjectText, Outcome> of = text -> outcomes.get(question(text));
    Map<UUID, Proposal> said = new HashMap<>();
    batch
        .texts()
        .forEach(
            text -> {
              if (of.apply(text) instanceof Outcome.Said answer) {
                said.put(text.id(), answer.proposal());
              }
            });
    return queue
        .failed(session, ids(batch, text -> of.apply(text) instanceof Outcome.Failed))
        .chain(
            () ->
                queue.again(
                    session, ids(batch, text -> of.apply(text) instanceof Outcome.NotAsked)))
        .chain(() -> queue.done(session, List.copyOf(said.keySet())))
        .chain(() -> catalogue.find(session, said.values()))
        .chain(matches -> analyses.write(session, tags(said, matches), Mode.LLM, clock.instant()))
        .invoke(written -> metrics.analysed(Mode.LLM, written.size()))
        .chain(written -> observer.analysed(session, written));
  }

  // An answer of which nothing is left is worth less than the tags.
  private static Map<UUID, Tags> tags(Map<UUID, Proposal> said, Matches matches) {
    Map<UUID, Tags> tags = new HashMap<>();
    said.forEach((id, proposal) -> tags.put(id, matches.tags(proposal)));
    tags.values().removeIf(Tags::isEmpty);
    return tags;
  }

  private static List<UUID> ids(Batch batch, Predicate<ProjectText> which) {
    return batch.texts().stream().filter(which).map(ProjectText::id).toList();
  }
}
