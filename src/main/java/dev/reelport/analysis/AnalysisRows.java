package dev.reelport.analysis;

import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where timers' work goes on: the model answers on its own threads, where no session opens. */
@ApplicationScoped
class AnalysisRows {

  private final EventLoop loop;
  private final Sessions sessions;

  AnalysisRows(EventLoop loop, Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  /** One transaction of the service itself. */
  <T> Uni<T> write(Function<Mutiny.Session, Uni<T>> work) {
    return loop.call(() -> sessions.ofWorker(work));
  }

  /** The outcome of work in a context of its own. */
  <T> Uni<T> here(Supplier<Uni<T>> work) {
    return loop.call(work);
  }
}
