package dev.reelport.imports;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Counts the imports that have not ended, of all instances. Those that have are counted where they
 * end ({@link ImportMetrics}), so that the count costs what is open and not what ever was.
 */
@ApplicationScoped
class ImportCensus {

  private static final Set<ImportStatus> OPEN =
      EnumSet.of(ImportStatus.QUEUED, ImportStatus.RUNNING, ImportStatus.WAITING);

  // Answered from the index import_open alone. Whoever was let down by YouTube has its tries, and
  // is
  // seen waiting; stuck is what nobody has an excuse for.
  private static final String COUNT =
      """
      select status, waiting_reason, count(*) as imports,
             count(*) filter (where status <> 'waiting' and in_turn and tries = 0
                              and progressed_at < :before) as stuck
      from import
      where status in ('queued', 'running', 'waiting')
      group by status, waiting_reason
      """;

  /** By then the sweep has put its step back at least once. */
  private static final int SWEEPS = 2;

  private final Map<ImportStatus, Reading> byState;
  private final Map<WaitingReason, Reading> byReason;
  private final Reading stuck;
  private final Sessions sessions;
  private final ImportsConfig config;
  private final Drain drain;
  private final InstantSource clock;

  ImportCensus(
      MeterRegistry registry,
      Sessions sessions,
      ImportsConfig config,
      Drain drain,
      InstantSource clock) {
    this.sessions = sessions;
    this.config = config;
    this.drain = drain;
    this.clock = clock;
    byState =
        readings(
            OPEN,
            status ->
                Reading.of(
                    registry,
                    "reelport.imports",
                    "Imports that have not ended, of all instances",
                    Tags.of("state", status.code())));
    byReason =
        readings(
            EnumSet.allOf(WaitingReason.class),
            reason ->
                Reading.of(
                    registry,
                    "reelport.imports.waiting",
                    "Imports that wait, of all instances",
                    Tags.of("reason", reason.code())));
    stuck =
        Reading.of(
            registry,
            "reelport.imports.stuck",
            "Imports that should be worked on and stand still although their step was put back",
            Tags.empty());
  }

  private static <K> Map<K, Reading> readings(Set<K> keys, Function<K, Reading> reading) {
    return keys.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), reading));
  }

  @Scheduled(
      every = "${reelport.metrics.every:15s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> take() {
    return TimerRun.of(
        "import census",
        drain
            .hold(() -> sessions.ofWorker(this::count))
            .invoke(this::show)
            .onFailure()
            .invoke(() -> all().forEach(Reading::isUnknown)));
  }

  private Uni<List<Tuple>> count(Mutiny.Session session) {
    return session
        .createNativeQuery(COUNT, Tuple.class)
        .setParameter(
            "before",
            clock
                .instant()
                .minus(config.stuckAfter().multipliedBy(SWEEPS))
                .atOffset(ZoneOffset.UTC))
        .getResultList();
  }

  private void show(List<Tuple> rows) {
    byState.forEach((status, reading) -> reading.is(sum(rows, "status", status.code(), "imports")));
    byReason.forEach(
        (reason, reading) -> reading.is(sum(rows, "waiting_reason", reason.code(), "imports")));
    stuck.is(rows.stream().mapToLong(row -> number(row, "stuck")).sum());
  }

  private static long sum(List<Tuple> rows, String column, String value, String what) {
    return rows.stream()
        .filter(row -> value.equals(row.get(column, String.class)))
        .mapToLong(row -> number(row, what))
        .sum();
  }

  private static long number(Tuple row, String column) {
    return row.get(column, Number.class).longValue();
  }

  private Stream<Reading> all() {
    return Stream.of(byState.values().stream(), byReason.values().stream(), Stream.of(stuck))
        .flatMap(Function.identity());
  }
}
