package dev.reelport.analysis;

import dev.reelport.projects.ProjectAnalyses.Analysed;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Whoever tells the world that projects were analysed again, which is no business of this package.
 */
public interface AnalysisObserver {

  /**
   * Projects have changed. Called within the transaction that says so; what it answers is run after
   * the commit.
   */
  Uni<Runnable> analysed(Mutiny.Session session, List<Analysed> projects);
}
