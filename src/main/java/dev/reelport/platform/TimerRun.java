package dev.reelport.platform;

import io.smallrye.mutiny.Uni;

/** What a timer does each time. */
public final class TimerRun {

  private static final FieldLogger LOG = FieldLogger.of(TimerRun.class);

  private TimerRun() {}

  /** A run that may fall out while a store is away, because the next one makes up for it. */
  public static Uni<Void> of(String timer, Uni<?> run) {
    return run.replaceWithVoid()
        .onFailure(StoreFailures::mayPass)
        .recoverWithUni(
            failure -> {
              LOG.warn(
                  "timer fell out", "timer", timer, "cause", failure.getClass().getSimpleName());
              return Uni.createFrom().voidItem();
            });
  }
}
