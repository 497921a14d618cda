package dev.reelport.testing.app;

import dev.reelport.platform.EventLoop;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** Runs work where sessions can be used, a context on an event loop, and waits for its outcome. */
@ApplicationScoped
public class Sessions {

  private static final int SECONDS = 30;

  private final EventLoop loop;
  private final dev.reelport.platform.Sessions sessions;

  Sessions(EventLoop loop, dev.reelport.platform.Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  /** The outcome of work that opens its own sessions. */
  public <T> T await(Supplier<Uni<T>> work) {
    try {
      return start(work).get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new AssertionError("no outcome within " + SECONDS + " s", e);
    }
  }

  /** Work under way in a context of its own. */
  public <T> CompletableFuture<T> start(Supplier<Uni<T>> work) {
    return loop.call(work).subscribeAsCompletionStage();
  }

  /** The outcome of work in one transaction, which sees all rows. */
  public <T> T inTransaction(Function<Mutiny.Session, Uni<T>> work) {
    return await(() -> sessions.ofWorker(work));
  }

  /** One transaction under way, which sees all rows. */
  public <T> CompletableFuture<T> startTransaction(Function<Mutiny.Session, Uni<T>> work) {
    return start(() -> sessions.ofWorker(work));
  }

  /** A signal from elsewhere, heard in the context this is called in. */
  public static Uni<Void> here(CompletableFuture<Void> signal) {
    return Uni.createFrom().completionStage(signal).emitOn(EventLoop.current());
  }
}
