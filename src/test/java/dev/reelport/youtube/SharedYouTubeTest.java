package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.app.Sessions;
import dev.reelport.youtube.SharedYouTube.Fit;
import dev.reelport.youtube.SharedYouTube.SharedPage;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import dev.reelport.youtube.StubYouTube.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is served by whose call, on a real Redis. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class SharedYouTubeTest {

  private static final String NOT_FOUND = "{\"error\":{\"errors\":[{\"reason\":\"notFound\"}]}}";

  @Inject SharedYouTube youTube;
  @Inject Sessions sessions;
  @Inject CircuitBreakerMaintenance maintenance;
  StubYouTube stub;

  private final PlaylistId list = new PlaylistId("PL" + letters() + letters());
  private final Purse ann = new Purse(1000);
  private final Purse bob = new Purse(1000);
  private final Asker ofAnn = asker("ann", ann);
  private final Asker ofBob = asker("bob", bob);

  @BeforeEach
  void closeTheBreaker() {
    maintenance.reset(Breaker.NAME);
    stub.answers(Reply.of(200, page(3)));
  }

  @Test
  void whatSomebodyWasToldServesOthersAndTheSameWorkAgain() {
    // Given
    assertThat(first(ofAnn).reused()).isFalse();

    // When
    SharedPage again = first(ofAnn);
    SharedPage others = first(ofBob);

    // Then
    assertThat(again.reused()).isTrue();
    assertThat(others.reused()).isTrue();
    assertThat(others.page().totalResults()).isEqualTo(3);
    assertThat(stub.heard()).hasSize(1);
    assertThat(bob.charged()).isZero();
  }

  @Test
  void whatAUsersEarlierWorkWasToldIsAskedAgain() {
    // Given a page that ann paid for and bob had for nothing
    first(ofAnn);
    first(ofBob);

    // When both begin something new
    SharedPage bobs = first(asker("bob", bob));

    // Then the first of them asks, and the page is new to the other
    assertThat(bobs.reused()).isFalse();
    assertThat(first(asker("ann", ann)).reused()).isTrue();
    assertThat(stub.heard()).hasSize(2);
  }

  @Test
  void aWorkThatWasOrderedBeforeTheAnswerIsServedByItsUsersOtherWork() {
    Asker before = asker("ann", ann);
    first(ofAnn);

    assertThat(first(before).reused()).isTrue();
  }

  @Test
  void aPageThatDoesNotFitIsAskedForAgain() {
    // Given a page of a list of three
    first(ofAnn);

    // When others want one of a list of four, or one of later
    SharedPage other = pageThat(new Fit(Instant.EPOCH, OptionalInt.of(4)), ofBob);
    SharedPage later =
        pageThat(new Fit(Instant.now().plusSeconds(60), OptionalInt.empty()), asker("eve", bob));

    // Then
    assertThat(other.reused()).isFalse();
    assertThat(later.reused()).isFalse();
  }

  @Test
  void aFetchInFlightIsJoined() throws Exception {
    // Given a fetch that YouTube has not answered
    CountDownLatch answer = new CountDownLatch(1);
    stub.answers(exchange -> whenTold(answer, exchange, Reply.of(200, page(3))));
    CompletableFuture<SharedPage> one = sessions.start(() -> firstPage(ofAnn));
    await().until(() -> stub.heard().size() == 1);

    // When somebody else wants the same
    CompletableFuture<SharedPage> other = sessions.start(() -> firstPage(ofBob));
    answer.countDown();

    // Then both have it, for one call
    assertThat(one.get().reused()).isFalse();
    assertThat(other.get().reused()).isTrue();
    assertThat(stub.heard()).hasSize(1);
    assertThat(ann.charged()).isEqualTo(1);
    assertThat(bob.charged()).isZero();
  }

  @Test
  void aFetchThatFailedOrWasGivenUpHoldsNobodyBack() {
    // Given a fetch that failed, and one that was given up
    stub.answers(Reply.of(404, NOT_FOUND));
    assertThat(catchThrowable(() -> first(ofAnn))).isInstanceOf(YouTubeFailure.NotFound.class);
    CountDownLatch never = new CountDownLatch(1);
    stub.answers(exchange -> whenTold(never, exchange, Reply.of(200, page(3))));
    Cancellable given =
        sessions.await(
            () ->
                Uni.createFrom()
                    .item(() -> firstPage(asker("eve", ann)).subscribe().with(ignored -> {})));
    await().until(() -> stub.heard().size() == 1);
    given.cancel();
    stub.answers(Reply.of(200, page(3)));

    // When somebody else wants the same
    SharedPage page = first(ofBob);

    // Then they ask themselves
    assertThat(page.reused()).isFalse();
    assertThat(bob.charged()).isEqualTo(1);
    never.countDown();
  }

  @Test
  void aPayerWhoCannotPayLeavesItToTheNext() {
    // Given
    stub.answers(SharedYouTubeTest::videos);
    Asker poor = asker("poor", new Purse(0));
    List<VideoWish> wishes = List.of(wish(poor), wish(ofAnn), wish(ofBob));

    // When
    Map<VideoWish, VideoReply> replies = fetch(wishes);

    // Then
    assertThat(replies.get(wishes.get(0)).failure().get()).isInstanceOf(Purse.Empty.class);
    assertThat(replies.get(wishes.get(1)).video()).isPresent();
    assertThat(replies.get(wishes.get(2)).video()).isPresent();
    assertThat(ann.charged()).isEqualTo(1);
    assertThat(bob.charged()).isZero();
    assertThat(stub.heard()).hasSize(1);
  }

  @Test
  void aRefusalThatIsMeantForOneVideoStopsNoOther() {
    // Given a YouTube that refuses every call that names one of the videos
    VideoWish bad = wish(ofAnn);
    VideoWish good = wish(ofBob);
    stub.answers(
        exchange ->
            (ids(exchange).contains(bad.id().value())
                    ? Reply.of(403, "{\"error\":{\"errors\":[{\"reason\":\"channelClosed\"}]}}")
                    : Reply.of(200, videoList(ids(exchange))))
                .to(exchange));

    // When
    Map<VideoWish, VideoReply> replies = fetch(List.of(bad, good));

    // Then
    assertThat(replies.get(bad).failure().get()).isInstanceOf(YouTubeFailure.Forbidden.class);
    assertThat(replies.get(good).video()).isPresent();
  }

  @Test
  void whatYouTubeLeavesOutIsToldToThoseWhoWaitedAndAskedAgainByOthers() throws Exception {
    // Given a call for a video that is not there, under way
    VideoId missing = videoId();
    CountDownLatch answer = new CountDownLatch(1);
    stub.answers(exchange -> whenTold(answer, exchange, Reply.of(200, videoList(List.of()))));
    VideoWish one = new VideoWish(missing, ofAnn);
    VideoWish other = new VideoWish(missing, ofBob);
    var asked = sessions.start(() -> youTube.videos(List.of(one), failure -> false));
    await().until(() -> stub.heard().size() == 1);
    var waited = sessions.start(() -> youTube.videos(List.of(other), failure -> false));
    answer.countDown();
    assertThat(asked.get().get(one)).isEqualTo(waited.get().get(other));
    assertThat(stub.heard()).hasSizeLessThanOrEqualTo(2);

    // When it is there, and somebody asks
    stub.answers(SharedYouTubeTest::videos);
    VideoWish late = new VideoWish(missing, asker("eve", ann));

    // Then they have it
    assertThat(fetch(List.of(late)).get(late).video()).isPresent();
  }

  @Test
  void onlyWhatIsNotThereIsAskedFor() {
    // Given
    stub.answers(SharedYouTubeTest::videos);
    List<VideoWish> had = List.of(wish(ofAnn), wish(ofAnn));
    fetch(had);
    stub.answers(SharedYouTubeTest::videos);

    // When
    List<VideoWish> wishes =
        Stream.concat(had.stream().map(w -> new VideoWish(w.id(), ofBob)), Stream.of(wish(ofBob)))
            .toList();
    Map<VideoWish, VideoReply> replies = fetch(wishes);

    // Then
    assertThat(replies.values()).allSatisfy(reply -> assertThat(reply.video()).isPresent());
    assertThat(stub.heard()).hasSize(1);
    assertThat(stub.heard().get(0).uri().getQuery()).contains("id=" + wishes.get(2).id());
  }

  private static Asker asker(String user, Purse purse) {
    return new Asker(new UserId(user), UUID.randomUUID(), Instant.now(), purse);
  }

  private SharedPage first(Asker asker) {
    return sessions.await(() -> firstPage(asker));
  }

  private Uni<SharedPage> firstPage(Asker asker) {
    return youTube.page(list, Optional.empty(), Fit.ANY, asker);
  }

  private SharedPage pageThat(Fit fit, Asker asker) {
    return sessions.await(() -> youTube.page(list, Optional.empty(), fit, asker));
  }

  private Map<VideoWish, VideoReply> fetch(List<VideoWish> wishes) {
    return sessions.await(() -> youTube.videos(wishes, failure -> failure instanceof Purse.Empty));
  }

  private static VideoWish wish(Asker asker) {
    return new VideoWish(videoId(), asker);
  }

  private static VideoId videoId() {
    return new VideoId(letters().substring(0, 10) + "A");
  }

  private static String letters() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  }

  private static void whenTold(CountDownLatch told, HttpExchange exchange, Reply reply)
      throws IOException {
    try {
      told.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reply.to(exchange);
  }

  private static void videos(HttpExchange exchange) throws IOException {
    Reply.of(200, videoList(ids(exchange))).to(exchange);
  }

  private static List<String> ids(HttpExchange exchange) {
    return Stream.of(exchange.getRequestURI().getRawQuery().split("&"))
        .filter(pair -> pair.startsWith("id="))
        .map(pair -> URLDecoder.decode(pair.substring(3), StandardCharsets.UTF_8))
        .flatMap(joined -> Stream.of(joined.split(",")))
        .toList();
  }

  private static String videoList(List<String> ids) {
    return ids.stream()
        .map(
            id ->
                "{\"id\":\""
                    + id
                    + "\",\"snippet\":{\"publishedAt\":\"2026-01-01T00:00:00Z\",\"title\":\"T\"}}")
        .collect(
            Collectors.joining(",", "{\"kind\":\"youtube#videoListResponse\",\"items\":[", "]}"));
  }

  private static String page(int total) {
    return "{\"kind\":\"youtube#playlistItemListResponse\",\"pageInfo\":{\"totalResults\":"
        + total
        + "},\"items\":[]}";
  }
}
