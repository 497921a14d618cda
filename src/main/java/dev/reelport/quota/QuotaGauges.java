package dev.reelport.quota;

import dev.reelport.platform.Drain;
import dev.reelport.platform.Reading;
import dev.reelport.platform.TimerRun;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Shows how the project's budgets stand today, the same at every instance. */
@ApplicationScoped
class QuotaGauges {

  private final List<Budget> budgets;
  private final Quota quota;
  private final Drain drain;

  QuotaGauges(MeterRegistry registry, Quota quota, Drain drain) {
    this.quota = quota;
    this.drain = drain;
    budgets = Arrays.stream(Bucket.values()).map(bucket -> Budget.of(registry, bucket)).toList();
  }

  @Scheduled(
      every = "${reelport.metrics.every:15s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return TimerRun.of("quota gauges", drain.hold(this::lookAtAll));
  }

  private Uni<Void> lookAtAll() {
    return Multi.createFrom()
        .iterable(budgets)
        .onItem()
        .transformToUniAndConcatenate(
            budget ->
                quota
                    .ofProject(budget.bucket())
                    .invoke(budget::show)
                    .onFailure()
                    .invoke(budget::forget))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private record Budget(
      Bucket bucket,
      Reading used,
      Reading reserved,
      Reading limit,
      Reading warnAbove,
      Reading refuseAbove) {

    static Budget of(MeterRegistry registry, Bucket bucket) {
      return new Budget(
          bucket,
          reading(registry, bucket, "used", "Units of the day that are booked"),
          reading(registry, bucket, "reserved", "Units that are charged and not booked yet"),
          reading(registry, bucket, "limit", "Units of the whole day"),
          reading(registry, bucket, "warn.above", "Above that the budget is near its end"),
          reading(registry, bucket, "refuse.above", "Beyond that lists get nothing"));
    }

    private static Reading reading(
        MeterRegistry registry, Bucket bucket, String what, String description) {
      return Reading.of(
          registry, "reelport.quota." + what, description, Tags.of("bucket", bucket.key()));
    }

    void show(QuotaState state) {
      used.is(state.used());
      reserved.is(state.reserved());
      limit.is(state.limit());
      warnAbove.is(state.warnAbove());
      refuseAbove.is(state.refuseAbove());
    }

    void forget() {
      Stream.of(used, reserved, limit, warnAbove, refuseAbove).forEach(Reading::isUnknown);
    }
  }
}
