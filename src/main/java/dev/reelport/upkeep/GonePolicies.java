package dev.reelport.upkeep;

import dev.reelport.projects.OwnedProject;
import jakarta.enterprise.context.ApplicationScoped;

/** Which policy a project is under when its video is gone. */
@ApplicationScoped
class GonePolicies {

  private final UpkeepConfig config;

  GonePolicies(UpkeepConfig config) {
    this.config = config;
  }

  /** The policy of the project. The one place that decides it, by the project's source if any. */
  GonePolicy of(OwnedProject project) {
    return config.gone();
  }
}
