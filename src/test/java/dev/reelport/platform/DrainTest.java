package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DrainTest {

  private final ShutdownEvent end = new ShutdownEvent();

  @Test
  void theEndWaitsForTheWorkInHand() {
    // Given
    Drain drain = new Drain(Duration.ofMinutes(1));
    CompletableFuture<String> work = new CompletableFuture<>();
    drain.hold(() -> Uni.createFrom().item("done before")).await().indefinitely();
    CompletableFuture<String> held =
        drain.hold(() -> Uni.createFrom().completionStage(work)).subscribeAsCompletionStage();

    // When
    CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> drain.finish(end));
    Awaitility.await().until(drain::isStopping);

    // Then
    assertThat(ended).isNotDone();
    work.complete("done");
    assertThat(ended).succeedsWithin(Duration.ofSeconds(5));
    assertThat(held).isCompletedWithValue("done");
  }

  @Test
  void failedWorkIsOverToo() {
    // Given
    Drain drain = new Drain(Duration.ofMinutes(1));
    drain
        .hold(() -> Uni.createFrom().failure(new IllegalStateException("failed")))
        .onFailure()
        .recoverWithNull()
        .await()
        .indefinitely();

    // Then
    assertThat(CompletableFuture.runAsync(() -> drain.finish(end)))
        .succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void workThatTakesTooLongIsCutOff() {
    // Given
    Drain drain = new Drain(Duration.ofMillis(20));
    CompletableFuture<Object> held =
        drain.hold(() -> Uni.createFrom().nothing()).subscribeAsCompletionStage();

    // Then
    assertThat(CompletableFuture.runAsync(() -> drain.finish(end)))
        .succeedsWithin(Duration.ofSeconds(5));
    assertThat(held).isNotDone();
  }
}
