package dev.reelport.platform;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;

/** Where everything that asks for the time gets it from. */
@ApplicationScoped
class Clock {

  @Produces
  @DefaultBean
  @ApplicationScoped
  InstantSource clock() {
    return InstantSource.system();
  }
}
