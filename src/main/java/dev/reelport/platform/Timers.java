package dev.reelport.platform;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** Starts the timers last: what they do needs the channels, which open while the service starts. */
@ApplicationScoped
class Timers {

  void start(
      @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent start,
      Scheduler scheduler) {
    scheduler.resume();
  }

  /** Stops them first: the pools they use close while the service ends. */
  void stop(@Observes ShutdownEvent end, Scheduler scheduler) {
    scheduler.pause();
  }
}
