package dev.reelport.outbox;

import dev.reelport.platform.Drain;
import dev.reelport.platform.Reading;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.TimerRun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.hibernate.reactive.mutiny.Mutiny;

/** Shows how many records wait in the outbox, of all instances, and for how long. */
@ApplicationScoped
class OutboxGauges {

  /** Beyond that the exact number helps nobody and only costs. */
  private static final int MOST = 100_000;

  // Both by index: the ids up to a number of them, and the oldest time.
  private static final String LOOK =
      """
      select (select count(*) from (select id from outbox order by id limit :most) as counted) as depth,
             (select coalesce(cast(extract(epoch from cast(:now as timestamptz) - min(created_at))
                                   as double precision), 0)
              from outbox) as age
      """;

  private final Reading depth;
  private final Reading age;
  private final Sessions sessions;
  private final Drain drain;
  private final InstantSource clock;

  OutboxGauges(MeterRegistry registry, Sessions sessions, Drain drain, InstantSource clock) {
    this.sessions = sessions;
    this.drain = drain;
    this.clock = clock;
    depth =
        Reading.of(
            registry,
            "reelport.outbox.depth",
            "Records in the outbox, of all instances; no more than " + MOST + " are counted",
            Tags.empty());
    age =
        Reading.of(
            registry,
            "reelport.outbox.age.seconds",
            "How long the oldest record has been in the outbox",
            Tags.empty());
  }

  @Scheduled(
      every = "${reelport.metrics.every:15s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return TimerRun.of(
        "outbox gauges",
        drain
            .hold(() -> sessions.ofWorker(this::look))
            .invoke(this::show)
            .onFailure()
            .invoke(this::forget));
  }

  private Uni<Tuple> look(Mutiny.Session session) {
    return session
        .createNativeQuery(LOOK, Tuple.class)
        .setParameter("most", MOST)
        .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
        .getSingleResult();
  }

  private void show(Tuple row) {
    depth.is(row.get("depth", Number.class).doubleValue());
    // Clocks of instances differ a little.
    age.is(Math.max(0, row.get("age", Number.class).doubleValue()));
  }

  private void forget() {
    depth.isUnknown();
    age.isUnknown();
  }
}
