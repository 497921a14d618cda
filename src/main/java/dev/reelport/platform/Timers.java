package dev.reelport.platform;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/**
 * Starts the timers last, because what they do needs the channels, which open while the service
 * starts; and ends them first, because it needs the stores, which close while it stops.
 */
@ApplicationScoped
class Timers {

  void start(
      @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent start,
      Scheduler scheduler) {
    scheduler.resume();
  }

  void stop(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownDelayInitiatedEvent stop,
      Scheduler scheduler) {
    scheduler.pause();
  }
}
