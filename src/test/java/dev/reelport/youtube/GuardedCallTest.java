package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.LogRecords;
import dev.reelport.youtube.StubYouTube.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InThisJvm.class)
class GuardedCallTest {

  private static final PlaylistId LIST = new PlaylistId("UU_x5XG1OV2P6uZZ5FSM9Ttw");
  private static final String PAGE =
      "{\"kind\":\"youtube#playlistItemListResponse\",\"pageInfo\":{\"totalResults\":1},"
          + "\"items\":[{\"contentDetails\":{\"videoId\":\"dQw4w9WgXcQ\"}}]}";

  @Inject YouTube youtube;
  @Inject Breaker breaker;
  @Inject CircuitBreakerMaintenance maintenance;
  StubYouTube stub;

  private final Purse purse = new Purse(1000);

  @BeforeEach
  void closeTheBreaker() {
    maintenance.reset(Breaker.NAME);
  }

  @Test
  void theKeyTravelsInAHeaderOnlyAndGzipIsAskedFor() {
    // Given
    stub.answers(Reply.of(200, PAGE));

    // When
    VideoPage page = get(youtube.page(LIST, Optional.of("a%2B{b}+c&=d/?"), purse));

    // Then
    assertThat(page.videos()).extracting(ListedVideo::id).containsExactly(id("dQw4w9WgXcQ"));
    StubYouTube.Heard heard = stub.heard().get(0);
    assertThat(heard.headers().get("X-Goog-Api-Key")).containsExactly(StubYouTube.KEY);
    assertThat(heard.headers().getFirst("User-Agent")).contains("gzip");
    assertThat(heard.headers().getFirst("Accept-Encoding")).contains("gzip");
    assertThat(heard.uri().toString()).doesNotContain(StubYouTube.KEY);
    assertThat(heard.uri().getPath()).isEqualTo("/youtube/v3/playlistItems");
    assertThat(heard.uri().getQuery().split("&(?=[a-zA-Z]+=)"))
        .contains("pageToken=a%2B{b}+c&=d/?", "maxResults=50", "playlistId=" + LIST);
    assertThat(purse.charged()).isEqualTo(1);
    assertThat(purse.givenBack()).isZero();
  }

  @Test
  void aCompressedAnswerIsRead() throws IOException {
    // Given
    stub.answers(Reply.of(200, gzip(PAGE.getBytes(StandardCharsets.UTF_8)), GZIP));

    // When
    VideoPage page = get(youtube.page(LIST, Optional.empty(), purse));

    // Then
    assertThat(page.videos()).hasSize(1);
  }

  @Test
  void fiveFailuresInARowOpenTheBreakerAndEachTryIsCharged() {
    // Given
    List<Breaker.State> states = new CopyOnWriteArrayList<>();
    breaker.onChange(states::add);
    LogRecords logged = LogRecords.of(Breaker.class);
    stub.answers(Reply.of(503, ""));

    // When
    Throwable first = fail(youtube.page(LIST, Optional.empty(), purse));
    Throwable second = fail(youtube.page(LIST, Optional.empty(), purse));

    // Then
    assertThat(first).isInstanceOf(YouTubeFailure.Unavailable.class);
    assertThat(second).isInstanceOf(YouTubeFailure.BreakerOpen.class);
    assertThat(stub.heard()).hasSize(5);
    assertThat(purse.charged() - purse.givenBack()).isEqualTo(5);
    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);

    // When it is open
    Throwable refused = fail(youtube.page(LIST, Optional.empty(), purse));

    // Then nothing is sent, and nothing stays charged
    assertThat(refused).isInstanceOf(YouTubeFailure.BreakerOpen.class);
    assertThat(stub.heard()).hasSize(5);
    assertThat(purse.givenBack()).isEqualTo(1);

    // When YouTube is well again
    stub.answers(Reply.of(200, PAGE));
    await().until(() -> breaker.state() == Breaker.State.HALF_OPEN);
    get(youtube.page(LIST, Optional.empty(), purse));

    // Then
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(states)
        .containsExactly(Breaker.State.OPEN, Breaker.State.HALF_OPEN, Breaker.State.CLOSED);
    logged.close();
    assertThat(logged.lines())
        .containsExactly(
            "ERROR Circuit breaker OPENED {failures=5, recovery=PT1S}",
            "WARN Circuit breaker OPEN, YouTube requests blocked {}",
            "INFO Circuit breaker HALF_OPEN {}",
            "INFO Circuit breaker reset {failures=5}");
  }

  @Test
  void aTimeoutCountsForTheBreakerAndIsCharged() {
    // Given
    stub.saysNothing();

    // When
    Throwable failure = fail(youtube.page(LIST, Optional.empty(), purse));

    // Then
    assertThat(failure).isInstanceOf(YouTubeFailure.Unavailable.class);
    assertThat(purse.charged()).isEqualTo(3);
    assertThat(fail(youtube.page(LIST, Optional.empty(), purse)))
        .isInstanceOf(YouTubeFailure.BreakerOpen.class);
    assertThat(purse.charged()).isEqualTo(5);
  }

  @Test
  void refusalsDoNotOpenTheBreakerAndAreNotRepeated() {
    // Given
    Reply notFound = Reply.of(404, "{\"error\":{\"errors\":[{\"reason\":\"playlistNotFound\"}]}}");
    Reply used = Reply.of(403, "{\"error\":{\"errors\":[{\"reason\":\"quotaExceeded\"}]}}");

    // When
    stub.answers(notFound);
    for (int i = 0; i < 6; i++) {
      assertThat(fail(youtube.page(LIST, Optional.empty(), purse)))
          .isInstanceOf(YouTubeFailure.NotFound.class);
    }
    stub.answers(used);
    for (int i = 0; i < 6; i++) {
      assertThat(fail(youtube.page(LIST, Optional.empty(), purse)))
          .isInstanceOf(YouTubeFailure.DayUsedUp.class);
    }

    // Then
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(purse.charged()).isEqualTo(12);
    assertThat(purse.givenBack()).isZero();
  }

  @Test
  void garbageIsRepeatedAndChargedButNotCounted() {
    List<Reply> garbage =
        List.of(
            Reply.of(200, ""),
            Reply.of(200, "<html>"),
            Reply.of(200, "[]"),
            Reply.of(200, PAGE.substring(0, PAGE.length() - 2)),
            Reply.of(200, "{}"),
            Reply.of(200, PAGE.replace("playlistItem", "video")),
            Reply.of(200, "{\"kind\":\"youtube#playlistItemListResponse\",\"items\":{}}"),
            Reply.of(200, "not gzip at all", GZIP));
    for (Reply reply : garbage) {
      // Given
      stub.answers(reply);
      Purse own = new Purse(1000);

      // When
      Throwable failure = fail(youtube.page(LIST, Optional.empty(), own));

      // Then
      assertThat(failure).isInstanceOf(YouTubeFailure.Garbage.class);
      assertThat(stub.heard()).hasSize(3);
      assertThat(own.charged()).isEqualTo(3);
    }
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void aTryThatWorksAfterAFailureIsAnAnswer() {
    // Given
    AtomicInteger tries = new AtomicInteger();
    stub.answers(exchange -> Reply.of(tries.incrementAndGet() == 1 ? 500 : 200, PAGE).to(exchange));

    // When
    VideoPage page = get(youtube.page(LIST, Optional.empty(), purse));

    // Then
    assertThat(page.videos()).hasSize(1);
    assertThat(purse.charged()).isEqualTo(2);
  }

  @Test
  void aRefusedChargeSendsNothingAndIsPassedOnAsItIs() {
    // Given
    stub.answers(Reply.of(500, ""));
    Purse empty = new Purse(0);
    Purse enoughForOne = new Purse(1);

    // When
    Throwable first = fail(youtube.page(LIST, Optional.empty(), empty));
    Throwable retry = fail(youtube.page(LIST, Optional.empty(), enoughForOne));

    // Then
    assertThat(first).isInstanceOf(Purse.Empty.class);
    assertThat(retry).isInstanceOf(Purse.Empty.class);
    assertThat(stub.heard()).hasSize(1);
    assertThat(empty.givenBack() + enoughForOne.givenBack()).isZero();
  }

  @Test
  void aRedirectIsNotFollowed() {
    // Given
    stub.answers(Reply.of(302, "", "Location", "/elsewhere"));

    // When
    Throwable failure = fail(youtube.page(LIST, Optional.empty(), purse));

    // Then
    assertThat(failure).isInstanceOf(YouTubeFailure.Garbage.class);
    assertThat(stub.heard())
        .extracting(heard -> heard.uri().getPath())
        .containsOnly("/youtube/v3/playlistItems");
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedWithoutBeingReadToTheEnd() {
    for (int status : List.of(200, 404)) {
      // Given
      AtomicLong written = new AtomicLong();
      stub.answers(endless(status, written));

      // When
      Throwable failure = fail(youtube.page(LIST, Optional.empty(), purse));

      // Then
      assertThat(failure).isInstanceOf(YouTubeFailure.Garbage.class);
      assertThat(stub.heard()).hasSize(3);
      assertThat(written.get() / 3).isBetween((long) BodyLimit.BYTES, 20L * BodyLimit.BYTES);
    }
  }

  @Test
  void aBodyIsMeasuredAfterDecompression() throws IOException {
    // Given
    byte[] bomb = gzip(new byte[BodyLimit.BYTES + 1]);
    stub.answers(Reply.of(200, bomb, GZIP));

    // When
    Throwable failure = fail(youtube.page(LIST, Optional.empty(), purse));

    // Then
    assertThat(bomb.length).isLessThan(10_000);
    assertThat(failure).isInstanceOf(YouTubeFailure.Garbage.class).hasMessageContaining("too long");
  }

  @Test
  void aLargeHonestBodyIsRead() {
    // Given
    stub.answers(Reply.of(200, PAGE + " ".repeat(BodyLimit.BYTES - PAGE.length())));

    // When
    VideoPage page = get(youtube.page(LIST, Optional.empty(), purse));

    // Then
    assertThat(page.videos()).hasSize(1);
  }

  @Test
  void aCustomNameIsTriedAsAHandleAndThenAsAUser() {
    // Given
    stub.answers(Reply.of(200, "{\"kind\":\"youtube#channelListResponse\"}"));

    // When
    Optional<Channel> channel = get(youtube.channel(new ChannelRef.ByCustomName("Göögle"), purse));

    // Then
    assertThat(channel).isEmpty();
    assertThat(stub.heard().get(0).uri().getQuery()).contains("forHandle=@Göögle");
    assertThat(stub.heard().get(1).uri().getQuery()).contains("forUsername=Göögle");
    assertThat(purse.charged()).isEqualTo(2);
  }

  @Test
  void badRequestForAWellFormedChannelIdMeansNotFound() {
    // Given
    ChannelRef ref = new ChannelRef.ById(new ChannelId("UC_x5XG1OV2P6uZZ5FSM9Ttw"));
    stub.answers(Reply.of(400, "{\"error\":{\"errors\":[{\"reason\":\"badRequest\"}]}}"));

    // When
    Optional<Channel> channel = get(youtube.channel(ref, purse));
    stub.answers(Reply.of(400, "{\"error\":{\"errors\":[{\"reason\":\"invalidFilters\"}]}}"));
    Throwable failure = fail(youtube.channel(ref, purse));

    // Then
    assertThat(channel).isEmpty();
    assertThat(failure).isInstanceOf(YouTubeFailure.BadRequest.class);
  }

  @Test
  void noFailureShowsTheKey() {
    for (int status : List.of(302, 400, 401, 403, 404, 429, 500)) {
      // Given
      stub.answers(Reply.of(status, "{\"error\":{\"message\":\"" + StubYouTube.KEY + "\"}}"));

      // When
      Throwable failure = fail(youtube.page(LIST, Optional.empty(), purse));

      // Then
      assertThat(failure).hasToString(failure.toString().replace(StubYouTube.KEY, ""));
      assertThat(failure.getStackTrace()).isNotEmpty();
      maintenance.reset(Breaker.NAME);
    }
  }

  private static final String[] GZIP = {"Content-Encoding", "gzip"};

  private static Reply endless(int status, AtomicLong written) {
    return exchange -> {
      exchange.sendResponseHeaders(status, 0);
      byte[] block = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
      try (OutputStream out = exchange.getResponseBody()) {
        for (int i = 0; i < 4096; i++) {
          out.write(block);
          written.addAndGet(block.length);
        }
      }
    };
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static VideoId id(String value) {
    return new VideoId(value);
  }

  private static <T> T get(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(20));
  }

  private static Throwable fail(Uni<?> uni) {
    return catchThrowable(() -> get(uni));
  }
}
