package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reelport.testing.app.InThisJvm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What HTTP/2 does differently, on a connection without the guard. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class Http2Test {

  private static final PlaylistId LIST = new PlaylistId("UU_x5XG1OV2P6uZZ5FSM9Ttw");
  private static final ChannelRef CHANNEL =
      new ChannelRef.ById(new ChannelId("UC_x5XG1OV2P6uZZ5FSM9Ttw"));

  @Inject YouTubeConfig config;
  @Inject Breaker breaker;

  private final Http2Stub stub = new Http2Stub();
  private final Purse purse = new Purse(1000);
  private YouTube youtube;

  @BeforeEach
  void connect() {
    YouTubeApi api =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(stub.uri())
            .property(QuarkusRestClientProperties.HTTP2, true)
            .disableDefaultMapper(true)
            .build(YouTubeApi.class);
    CallMetrics metrics = new CallMetrics(new SimpleMeterRegistry(), 100);
    youtube = new YouTube(new GuardedCall(new Exchange(api, config, metrics)), breaker, metrics);
  }

  @AfterEach
  void close() {
    stub.close();
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
    // When
    assertThatThrownBy(() -> get(youtube.videos(List.of(new VideoId("dQw4w9WgXcQ")), purse)))
        .isInstanceOf(YouTubeFailure.Unavailable.class);

    // Then
    await().until(() -> stub.cutOff() == 1);
    assertThat(purse.charged()).isEqualTo(1);
  }

  private void page() {
    assertThat(get(youtube.page(LIST, Optional.empty(), purse)).videos()).hasSize(1);
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(20));
  }
}
