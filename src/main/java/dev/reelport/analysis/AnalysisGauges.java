package dev.reelport.analysis;

import dev.reelport.platform.Drain;
import dev.reelport.platform.Reading;
import dev.reelport.platform.TimerRun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Shows how many projects wait for the language model, of all instances. */
@ApplicationScoped
class AnalysisGauges {

  /** Beyond that the exact number helps nobody and only costs. */
  private static final int MOST = 100_000;

  private final Reading waiting;
  private final AnalysisQueue queue;
  private final AnalysisRows rows;
  private final Drain drain;

  AnalysisGauges(MeterRegistry registry, AnalysisQueue queue, AnalysisRows rows, Drain drain) {
    this.queue = queue;
    this.rows = rows;
    this.drain = drain;
    waiting =
        Reading.of(
            registry,
            "reelport.analysis.waiting",
            "Projects that wait for the language model, of all instances; no more than "
                + MOST
                + " are counted",
            Tags.empty());
  }

  @Scheduled(
      every = "${reelport.metrics.every:15s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return TimerRun.of(
        "analysis gauges",
        drain
            .hold(() -> rows.write(session -> queue.depth(session, MOST)))
            .invoke(depth -> waiting.is(depth.longValue()))
            .onFailure()
            .invoke(waiting::isUnknown));
  }
}
