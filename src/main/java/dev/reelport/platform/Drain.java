package dev.reelport.platform;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Ends the service in order. Told to end, it takes no more work that another instance can do, and
 * says that it is not ready; then it closes its doors; and then it waits for the work in hand. All
 * of that happens before the framework begins to close servers and connections.
 */
@ApplicationScoped
public class Drain {

  /** When those stop who begin new work by themselves: after the doors are closed. */
  public static final int DOORS_CLOSED = Interceptor.Priority.APPLICATION + 1;

  private static final FieldLogger LOG = FieldLogger.of(Drain.class);

  private final DrainConfig config;
  private final Phaser inHand = new Phaser(1);
  private volatile boolean stopping;
  private volatile boolean closed;

  /** A drain for one end. */
  public Drain(DrainConfig config) {
    this.config = config;
  }

  /** Whether the service is about to end, so that nothing begins that another instance can do. */
  public boolean isStopping() {
    return stopping;
  }

  /** Whether the service is ending, so that whoever comes is sent away. */
  public boolean isClosed() {
    return closed;
  }

  /** Something in hand, which is waited for when the service ends; run the answer at its end. */
  public Runnable hold() {
    inHand.register();
    AtomicBoolean over = new AtomicBoolean();
    return () -> {
      if (over.compareAndSet(false, true)) {
        inHand.arriveAndDeregister();
      }
    };
  }

  /** The outcome of the work, which is waited for when the service ends meanwhile. */
  public <T> Uni<T> hold(Supplier<Uni<T>> work) {
    return Uni.createFrom().deferred(() -> held(work, hold()));
  }

  /**
   * As {@link #hold(Supplier)}, for work that another instance can do as well: once the service is
   * about to end it never begins, and nothing ever comes of it.
   */
  public <T> Uni<T> begin(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Runnable over = hold();
              if (stopping) {
                over.run();
                return Uni.createFrom().nothing();
              }
              return held(work, over);
            });
  }

  private static <T> Uni<T> held(Supplier<Uni<T>> work, Runnable over) {
    return Uni.createFrom().deferred(work::get).onTermination().invoke(over);
  }

  void stop(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownDelayInitiatedEvent e) {
    stopping = true;
  }

  void close(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownDelayInitiatedEvent e)
      throws InterruptedException {
    // Nothing ends it early, but the end of the process.
    boolean unused = new CountDownLatch(1).await(config.delay().toMillis(), TimeUnit.MILLISECONDS);
    closed = true;
  }

  void finish(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownDelayInitiatedEvent e)
      throws InterruptedException {
    try {
      inHand.awaitAdvanceInterruptibly(
          inHand.arrive(), config.grace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      LOG.warn("work cut off", "grace", config.grace(), "works", inHand.getUnarrivedParties());
    }
  }
}
