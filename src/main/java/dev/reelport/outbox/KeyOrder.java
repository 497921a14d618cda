package dev.reelport.outbox;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Keeps records of a key in their order while they are published from memory: one batch of a key
 * after the other, and none before those that were left to the sweep.
 */
final class KeyOrder {

  private final Map<String, CompletableFuture<Void>> latest = new ConcurrentHashMap<>();
  private final Set<String> behind = ConcurrentHashMap.newKeySet();

  /** The outcome of the work, done after what has the same keys; failed, it leaves them behind. */
  Uni<Void> inTurn(Collection<String> keys, Supplier<Uni<Void>> work) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    List<CompletableFuture<Void>> earlier = enter(keys, over);
    return Uni.createFrom()
        .completionStage(() -> CompletableFuture.allOf(earlier.toArray(CompletableFuture[]::new)))
        .chain(done -> work.get())
        .onFailure()
        .invoke(() -> leaveBehind(keys))
        .onTermination()
        .invoke(() -> leave(keys, over));
  }

  private synchronized List<CompletableFuture<Void>> enter(
      Collection<String> keys, CompletableFuture<Void> over) {
    return keys.stream().map(key -> latest.put(key, over)).filter(Objects::nonNull).toList();
  }

  private void leave(Collection<String> keys, CompletableFuture<Void> over) {
    keys.forEach(key -> latest.remove(key, over));
    over.complete(null);
  }

  /** Records of these keys stay in the table until the sweep publishes them. */
  void leaveBehind(Collection<String> keys) {
    behind.addAll(keys);
  }

  /** Whether older records of these keys may still be in the table. */
  boolean mayBeBehind(Collection<String> keys) {
    return keys.stream().anyMatch(behind::contains);
  }

  /** The sweep has published all older records of these keys. */
  void caughtUp(Collection<String> keys) {
    behind.removeAll(keys);
  }
}
