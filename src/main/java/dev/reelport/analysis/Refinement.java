package dev.reelport.analysis;

import dev.reelport.analysis.Batches.Batch;
import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.TimerRun;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Asks the language model about the projects that wait for it, batch by batch. Between taking them
 * and writing what it said there is no transaction; what an instance had in hand when it ended is
 * due again a while later, for any of them.
 */
@ApplicationScoped
class Refinement {

  private static final FieldLogger LOG = FieldLogger.of(Refinement.class);

  private final Batches batches;
  private final AnalysisQueue queue;
  private final LanguageModel model;
  private final AnalysisRows rows;
  private final Drain drain;

  Refinement(
      Batches batches, AnalysisQueue queue, LanguageModel model, AnalysisRows rows, Drain drain) {
    this.batches = batches;
    this.queue = queue;
    this.model = model;
    this.rows = rows;
    this.drain = drain;
  }

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
            .until(more -> !more || drain.isStopping())
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

  /** Whether there may be more. */
  private Uni<Boolean> batch() {
    int room = model.room();
    if (room == 0 || drain.isStopping()) {
      return Uni.createFrom().item(false);
    }
    return drain
        .hold(() -> rows.write(session -> batches.take(session, room)))
        .chain(batch -> batch.isEmpty() ? Uni.createFrom().item(false) : work(batch));
  }

  // An end of the service does not wait for the model: what is not answered by then is asked again.
  private Uni<Boolean> work(Batch batch) {
    return ask(batch)
        .chain(said -> drain.hold(() -> rows.write(s -> batches.write(s, batch, said))))
        .invoke(Runnable::run)
        .replaceWith(true);
  }

  private Uni<Map<ModelQuestion, Outcome>> ask(Batch batch) {
    Set<ModelQuestion> questions = Set.copyOf(batch.questions().values());
    return Multi.createFrom()
        .iterable(questions)
        .onItem()
        .transformToUni(
            question ->
                rows.here(() -> model.ask(question, batch.categories()))
                    .map(outcome -> Map.entry(question, outcome)))
        .merge(questions.size())
        .collect()
        .in(
            HashMap<ModelQuestion, Outcome>::new,
            (all, entry) -> all.put(entry.getKey(), entry.getValue()))
        .map(Map::copyOf);
  }
}
