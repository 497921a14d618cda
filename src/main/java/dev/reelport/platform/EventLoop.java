package dev.reelport.platform;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs work on an event loop, in a context of its own: Hibernate Reactive opens sessions nowhere
 * else, and completions of other clients arrive on their own threads. The trace goes along.
 */
@ApplicationScoped
public class EventLoop {

  private final Vertx vertx;

  /** On the event loops of this Vert.x. */
  public EventLoop(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The outcome of the work, which starts when somebody subscribes. */
  public <T> Uni<T> call(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(context, true);
              Trace.carry(context);
              context.runOnContext(
                  ignored ->
                      Uni.createFrom()
                          .deferred(work::get)
                          .subscribe()
                          .with(emitter::complete, emitter::fail));
            });
  }

  /**
   * Brings a completion that arrives on another thread back to the context this is called on.
   *
   * @throws IllegalStateException outside of an event loop
   */
  public static Executor current() {
    Context context = Vertx.currentContext();
    if (context == null) {
      throw new IllegalStateException("not on an event loop");
    }
    return command -> context.runOnContext(ignored -> command.run());
  }

  /**
   * Answers where the caller is, if that is on an event loop: answers of Redis, and its silence,
   * arrive on other threads, where no session can be used.
   */
  public static <T> Uni<T> here(Uni<T> answer) {
    return Vertx.currentContext() == null ? answer : answer.emitOn(current());
  }

  /** Runs a task once, after the delay. */
  public void after(Duration delay, Runnable task) {
    vertx.setTimer(Math.max(1, delay.toMillis()), ignored -> task.run());
  }

  /** Runs a task again and again; answers how to stop it. */
  public Runnable every(Duration period, Runnable task) {
    long timer = vertx.setPeriodic(Math.max(1, period.toMillis()), ignored -> task.run());
    return () -> vertx.cancelTimer(timer);
  }
}
