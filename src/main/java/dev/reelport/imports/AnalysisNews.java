package dev.reelport.imports;

import dev.reelport.analysis.AnalysisObserver;
import dev.reelport.outbox.Relay;
import dev.reelport.projects.ProjectAnalyses.Analysed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Tells other services that projects were analysed again. */
@ApplicationScoped
class AnalysisNews implements AnalysisObserver {

  private final Announcer announcer;
  private final Relay relay;
  private final InstantSource clock;

  AnalysisNews(Announcer announcer, Relay relay, InstantSource clock) {
    this.announcer = announcer;
    this.relay = relay;
    this.clock = clock;
  }

  @Override
  public Uni<Runnable> analysed(Mutiny.Session session, List<Analysed> projects) {
    return announcer
        .analysed(session, projects, clock.instant())
        .map(batch -> () -> relay.publish(batch));
  }
}
