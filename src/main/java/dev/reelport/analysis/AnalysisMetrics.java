package dev.reelport.analysis;

import dev.reelport.projects.Analysis.Mode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** Counts what this instance analyses, and how the language model answers it. */
@Startup
@ApplicationScoped
class AnalysisMetrics {

  private final Map<Mode, Counter> projects = new EnumMap<>(Mode.class);
  private final Counter said;
  private final Counter failed;
  private final Counter notAsked;

  AnalysisMetrics(MeterRegistry registry) {
    for (Mode mode : Mode.values()) {
      projects.put(
          mode,
          Counter.builder("reelport.analysis.projects")
              .description("Projects analysed, or not, by who did")
              .tag("mode", mode.code())
              .register(registry));
    }
    said = questions(registry, "answered");
    failed = questions(registry, "failed");
    notAsked = questions(registry, "not_asked");
  }

  private static Counter questions(MeterRegistry registry, String result) {
    return Counter.builder("reelport.analysis.questions")
        .description("Questions to the language model")
        .tag("result", result)
        .register(registry);
  }

  /** So many projects were analysed. */
  void analysed(Mode mode, int count) {
    projects.get(mode).increment(count);
  }

  /** A question came to this. */
  void asked(Outcome outcome) {
    if (outcome instanceof Outcome.Said) {
      said.increment();
    } else if (outcome instanceof Outcome.Failed) {
      failed.increment();
    } else {
      notAsked.increment();
    }
  }
}
