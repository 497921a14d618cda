package dev.reelport.faults;

import dev.reelport.testing.stack.ServerFailedException;
import dev.reelport.testing.stack.ServiceProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Two instances that are killed at random and come back as themselves, as in a stateful set. */
final class Instances implements AutoCloseable {

  private final Stage stage;
  private final ExecutorService starters = Executors.newFixedThreadPool(2);
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicInteger kills = new AtomicInteger();
  private final Slot first;
  private final Slot second;

  Instances(Stage stage) {
    this.stage = stage;
    first = new Slot(stage.reelport::startAgain);
    second = new Slot(() -> stage.reelport.anotherInstance(named("second")));
    first.running = stage.reelport.service();
    second.startAgain();
  }

  /** The settings of the instance of that name: its group gives it its partitions back at once. */
  static Map<String, String> named(String name) {
    return Map.of(
        "MP_MESSAGING_INCOMING_STEPS_GROUP_INSTANCE_ID", name,
        "MP_MESSAGING_INCOMING_REQUESTS_GROUP_INSTANCE_ID", name);
  }

  private final class Slot {
    private final Supplier<ServiceProcess> start;
    private volatile ServiceProcess running;
    private volatile CompletableFuture<Void> starting = CompletableFuture.completedFuture(null);

    Slot(Supplier<ServiceProcess> start) {
      this.start = start;
    }

    Optional<ServiceProcess> ready() {
      return Optional.ofNullable(running);
    }

    void kill() {
      ServiceProcess victim = running;
      running = null;
      victim.kill();
      victim.close();
      startAgain();
    }

    void startAgain() {
      starting = CompletableFuture.runAsync(this::start, starters);
    }

    private void start() {
      while (running == null && !closing.get()) {
        try {
          running = start.get();
        } catch (ServerFailedException storeIsAway) {
          // As a platform would, it is started again.
          stage.invariants.instanceKilled();
        }
      }
    }
  }

  /** Kills one that is ready, if any is; it starts again by itself. */
  boolean killOne(Random random) {
    List<Slot> ready = Stream.of(first, second).filter(s -> s.ready().isPresent()).toList();
    if (ready.isEmpty()) {
      return false;
    }
    stage.invariants.instanceKilled();
    ready.get(random.nextInt(ready.size())).kill();
    kills.incrementAndGet();
    return true;
  }

  /** How many were killed. */
  int kills() {
    return kills.get();
  }

  /** Waits until both are there. */
  void awaitBoth() {
    first.starting.join();
    second.starting.join();
  }

  @Override
  public void close() {
    closing.set(true);
    awaitBoth();
    second.ready().ifPresent(ServiceProcess::close);
    starters.shutdown();
  }
}
