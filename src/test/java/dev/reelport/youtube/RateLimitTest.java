package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reelport.youtube.StubYouTube.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(YouTubeOnly.ThreeCallsAMinute.class)
class RateLimitTest {

  private static final PlaylistId LIST = new PlaylistId("UU_x5XG1OV2P6uZZ5FSM9Ttw");

  @Inject YouTube youtube;
  StubYouTube stub;

  @Test
  void aCallBeyondTheLimitIsNotSentAndGivenBackWithTheTimeToWait() {
    // Given
    stub.answers(Reply.of(404, ""));
    Purse purse = new Purse(1000);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> page(purse)).isInstanceOf(YouTubeFailure.NotFound.class);
    }

    // When
    YouTubeFailure.RateLimited failure =
        catchThrowableOfType(YouTubeFailure.RateLimited.class, () -> page(purse));

    // Then
    assertThat(failure.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
    assertThat(stub.heard()).hasSize(3);
    assertThat(purse.charged()).isEqualTo(4);
    assertThat(purse.givenBack()).isEqualTo(1);
  }

  private void page(Purse purse) {
    youtube.page(LIST, Optional.empty(), purse).await().atMost(Duration.ofSeconds(20));
  }
}
