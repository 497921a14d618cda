package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DrainTest {

  @Test
  void theEndWaitsForTheWorkInHand() {
    // Given
    Drain drain = Endings.drainWithin(Duration.ofMinutes(1));
    CompletableFuture<String> work = new CompletableFuture<>();
    drain.hold(() -> Uni.createFrom().item("done before")).await().indefinitely();
    CompletableFuture<String> held =
        drain.hold(() -> Uni.createFrom().completionStage(work)).subscribeAsCompletionStage();

    // When
    CompletableFuture<Void> ended = Endings.end(drain);
    Awaitility.await().until(drain::isClosed);

    // Then
    assertThat(ended).isNotDone();
    work.complete("done");
    assertThat(ended).succeedsWithin(Duration.ofSeconds(5));
    assertThat(held).isCompletedWithValue("done");
  }

  @Test
  void failedWorkIsOverToo() {
    // Given
    Drain drain = Endings.drainWithin(Duration.ofMinutes(1));
    drain
        .hold(() -> Uni.createFrom().failure(new IllegalStateException("failed")))
        .onFailure()
        .recoverWithNull()
        .await()
        .indefinitely();

    // Then
    assertThat(Endings.end(drain)).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void workThatTakesTooLongIsCutOff() {
    // Given
    Drain drain = Endings.drainWithin(Duration.ofMillis(20));
    CompletableFuture<Object> held =
        drain.hold(() -> Uni.createFrom().nothing()).subscribeAsCompletionStage();

    // Then
    assertThat(Endings.end(drain)).succeedsWithin(Duration.ofSeconds(5));
    assertThat(held).isNotDone();
  }

  @Test
  void whatAnotherInstanceCanDoDoesNotBeginAnyMore() {
    // Given
    Drain drain = Endings.drainWithin(Duration.ofMinutes(1));
    CompletableFuture<String> before =
        drain.begin(() -> Uni.createFrom().item("done")).subscribeAsCompletionStage();

    // When
    Endings.toldToEnd(drain);
    CompletableFuture<String> after =
        drain.begin(() -> Uni.createFrom().item("begun")).subscribeAsCompletionStage();

    // Then
    assertThat(before).isCompletedWithValue("done");
    assertThat(drain.isStopping()).isTrue();
    assertThat(drain.isClosed()).isFalse();
    Endings.ended(drain);
    assertThat(after).isNotDone();
  }

  @Test
  void whatIsHeldIsLetGoOnce() {
    // Given
    Drain drain = Endings.drainWithin(Duration.ofMinutes(1));
    Runnable one = drain.hold();
    Runnable other = drain.hold();

    // When
    one.run();
    one.run();
    CompletableFuture<Void> ended = Endings.end(drain);
    Awaitility.await().until(drain::isClosed);

    // Then
    assertThat(ended).isNotDone();
    other.run();
    assertThat(ended).succeedsWithin(Duration.ofSeconds(5));
  }
}
