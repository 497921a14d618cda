package dev.reelport.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

  private final KeyOrder order = new KeyOrder();
  private final List<String> begun = new ArrayList<>();

  @Test
  void workOfAKeyBeginsWhenTheEarlierIsOver() {
    // Given
    CompletableFuture<Void> first = new CompletableFuture<>();
    begin(Set.of("ann", "bob"), "first", first);

    // When
    UniAssertSubscriber<Void> second = begin(Set.of("bob"), "second", done());
    begin(Set.of("eve"), "other", done()).assertCompleted();

    // Then
    assertThat(begun).containsExactly("first", "other");
    second.assertNotTerminated();
    first.complete(null);
    second.assertCompleted();
    assertThat(begun).containsExactly("first", "other", "second");
  }

  @Test
  void workThatFailsLeavesItsKeysBehindBeforeTheNextBegins() {
    // Given
    CompletableFuture<Void> first = new CompletableFuture<>();
    begin(Set.of("ann"), "first", first);
    List<Boolean> seen = new ArrayList<>();
    UniAssertSubscriber<Void> second =
        order
            .inTurn(
                Set.of("ann"),
                () -> {
                  seen.add(order.mayBeBehind(Set.of("ann", "bob")));
                  return Uni.createFrom().voidItem();
                })
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());

    // When
    first.completeExceptionally(new IllegalStateException("no broker"));

    // Then
    second.assertCompleted();
    assertThat(seen).containsExactly(true);
    order.caughtUp(Set.of("ann"));
    assertThat(order.mayBeBehind(Set.of("ann"))).isFalse();
  }

  private UniAssertSubscriber<Void> begin(
      Set<String> keys, String name, CompletableFuture<Void> outcome) {
    return order
        .inTurn(
            keys,
            () -> {
              begun.add(name);
              return Uni.createFrom().completionStage(outcome);
            })
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }
}
