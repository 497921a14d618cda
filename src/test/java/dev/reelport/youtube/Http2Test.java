package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(YouTubeOnly.OverHttp2.class)
class Http2Test {

  private static final PlaylistId LIST = new PlaylistId("UU_x5XG1OV2P6uZZ5FSM9Ttw");
  private static final ChannelRef CHANNEL =
      new ChannelRef.ById(new ChannelId("UC_x5XG1OV2P6uZZ5FSM9Ttw"));

  @Inject YouTube youtube;
  @Inject CircuitBreakerMaintenance maintenance;
  Http2Stub stub;

  private final Purse purse = new Purse(1000);

  @BeforeEach
  void closeTheBreaker() {
    maintenance.reset(Breaker.NAME);
  }

  @Test
  void answersAreReadAndThoseTooLongRefusedWithoutHarmToTheirNeighbours() {
    // Given
    page();
    int connections = stub.connections();

    // When
    assertThatThrownBy(() -> get(youtube.channel(CHANNEL, purse)))
        .isInstanceOf(YouTubeFailure.Garbage.class)
        .hasMessageContaining("too long");
    page();

    // Then
    assertThat(stub.versions()).endsWith(HttpVersion.HTTP_2);
    assertThat(stub.connections()).isEqualTo(connections);
  }

  @Test
  void anAnswerThatNeverEndsTimesOutAndIsCutOff() {
    // Given
    int before = stub.cutOff();

    // When
    assertThatThrownBy(() -> get(youtube.videos(List.of(new VideoId("dQw4w9WgXcQ")), purse)))
        .isInstanceOf(YouTubeFailure.Unavailable.class);

    // Then
    await().until(() -> stub.cutOff() == before + 3);
    assertThat(purse.charged()).isEqualTo(3);
  }

  private void page() {
    assertThat(get(youtube.page(LIST, Optional.empty(), purse)).videos()).hasSize(1);
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(20));
  }
}
