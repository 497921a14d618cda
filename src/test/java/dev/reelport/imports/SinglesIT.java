package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Single videos that wait are taken together, whoever they belong to. */
class SinglesIT {

  private static final int BUDGET = 10;

  private static Reelport reelport;

  private final List<Asked> asked = new ArrayList<>();

  /** An import under way. */
  private record Asked(ApiClient api, String id) {
    JsonNode ended() {
      return api.ended(id);
    }
  }

  @BeforeAll
  static void start() {
    reelport =
        Reelport.with(
            Map.of(
                "YOUTUBE_QUOTA_USER", Integer.toString(BUDGET),
                "REELPORT_IMPORTS_LEASE", "5s",
                "REELPORT_IMPORTS_BACKOFF_MIN", "200ms"));
  }

  @AfterAll
  static void stop() {
    reelport.close();
  }

  @BeforeEach
  void countAnew() {
    reelport.youTube().heal();
    reelport.youTube().resetUnits();
  }

  @Test
  void sixtyVideosOfThirtyUsersTakeTwoCalls() {
    // Given a worker at a page of somebody's channel
    SimChannel channel = channel(60);
    keepTheWorkerBusy();

    // When thirty users ask for two videos each
    List<ApiClient> users = Stream.generate(this::user).limit(30).toList();
    IntStream.range(0, 60).forEach(n -> ask(users.get(n % 30), channel.video(n).id()));

    // Then two calls bring them all, and those whose calls they were have paid
    assertThat(ended()).allSatisfy(SinglesIT::isImported);
    assertThat(ended().stream().mapToInt(SinglesIT::spent).sum()).isEqualTo(2);
    assertThat(detailsCalls(channel)).isEqualTo(2);
  }

  @Test
  void theSameVideoForManyIsOneCallAndADuplicateCostsNothing() {
    // Given a user who has the video
    SimChannel channel = channel(1);
    ApiClient owner = user();
    owner.imported(channel.video(0).id());
    int units = reelport.youTube().units();
    keepTheWorkerBusy();

    // When they and twenty others ask for it, one of them twice
    ask(owner, channel.video(0).id());
    Stream.generate(this::user).limit(19).forEach(api -> ask(api, channel.video(0).id()));
    ApiClient twice = user();
    ask(twice, channel.video(0).id());
    ask(twice, channel.video(0).id());

    // Then everybody has it once, for nothing: it has just been fetched
    List<JsonNode> ended = ended();
    assertThat(ended).allSatisfy(i -> assertThat(spent(i)).isZero());
    assertThat(ended.get(0).at("/counts/duplicates").asInt()).isEqualTo(1);
    assertThat(ended.stream().mapToInt(i -> i.at("/counts/imported").asInt()).sum()).isEqualTo(20);
    assertThat(ended.stream().mapToInt(i -> i.at("/counts/duplicates").asInt()).sum()).isEqualTo(2);
    assertThat(detailsCalls(channel)).isEqualTo(1);
    assertThat(reelport.youTube().units() - units).isLessThanOrEqualTo(3);
  }

  @Test
  void aVideoThatIsNotThereFailsAloneAndAUserWithoutBudgetWaitsAlone() {
    // Given a user who has nothing left
    SimChannel channel = channel(20);
    ApiClient poor = user();
    for (int n = 0; n < BUDGET * 9 / 10; n++) {
      poor.imported(channel.video(n).id());
    }
    keepTheWorkerBusy();

    // When they are the first to ask, before somebody who asks for nothing that exists
    ask(poor, channel.video(15).id());
    ask(user(), "AAAAAAAAAAA");
    ask(user(), channel.video(16).id());
    ask(user(), channel.video(17).id());
    int calls = detailsCalls(channel);

    // Then each has what is theirs, for one call
    reelport.youTube().latency(Duration.ZERO);
    JsonNode waiting = poor.until(asked.get(0).id(), i -> i.has("waiting"));
    assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("quota");
    assertThat(spent(waiting)).isZero();
    assertThat(asked.get(1).ended().at("/error/code").asText()).isEqualTo("not_found");
    isImported(asked.get(2).ended());
    isImported(asked.get(3).ended());
    assertThat(asked.stream().skip(1).mapToInt(one -> spent(one.ended())).sum()).isEqualTo(1);
    assertThat(detailsCalls(channel) - calls).isEqualTo(1);
    poor.post("/v1/imports/" + asked.get(0).id() + "/cancel", "");
  }

  @Test
  void whatYouTubeDoesNotAnswerWaitsAndGoesOnByItself() {
    // Given a YouTube that loses a call with all its tries
    SimChannel channel = channel(5);
    keepTheWorkerBusy();
    String named = channel.video(0).id();
    reelport
        .youTube()
        .fail(FaultRule.on(Route.VIDEOS).naming(named).times(3).with(Faults.html(502)));

    // When five users ask for a video each
    channel.videos().forEach(video -> ask(user(), video.id()));

    // Then all have it, and the tries are booked once
    assertThat(ended()).allSatisfy(SinglesIT::isImported);
    assertThat(ended().stream().mapToInt(SinglesIT::spent).sum()).isEqualTo(4);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void aKilledInstanceLeavesNothingBehindForLong() {
    // Given videos in the hands of an instance that waits for YouTube
    SimChannel channel = channel(50);
    keepTheWorkerBusy();
    channel.videos().forEach(video -> ask(user(), video.id()));
    awaitInHand();

    // When it is killed and started again
    Instant killed = Instant.now();
    reelport.service().kill();
    reelport.youTube().latency(Duration.ZERO);
    reelport.startAgain();

    // Then all is done soon, once
    List<Asked> again =
        asked.stream()
            .map(one -> new Asked(one.api().at(reelport.service().uri()), one.id()))
            .toList();
    assertThat(again).allSatisfy(one -> isImported(one.ended()));
    assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(40));
    assertThat(reelport.count("select count(*) from project where channel_id = ?", channel.id()))
        .isEqualTo(50);
  }

  @Test
  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  void whatIsCancelledWhileItIsInHandStaysCancelledAndCanBeRetried() {
    // Given ten videos in the hands of a worker that waits for YouTube
    SimChannel channel = channel(10);
    keepTheWorkerBusy();
    channel.videos().forEach(video -> ask(user(), video.id()));
    Asked first = asked.get(0);
    awaitInHand();

    // When one is cancelled
    assertThat(first.api().post("/v1/imports/" + first.id() + "/cancel", "").status())
        .isEqualTo(202);
    asked.stream().skip(1).forEach(one -> isImported(one.ended()));

    // Then it stays so, until it is retried
    assertThat(first.ended().get("status").asText()).isEqualTo("cancelled");
    first.api().post("/v1/imports/" + first.id() + "/retry", "");
    isImported(first.ended());
    assertThat(ended().stream().mapToInt(SinglesIT::spent).sum()).isEqualTo(1);
  }

  private static void awaitInHand() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                reelport.count("select count(*) from import where claimed_until is not null") > 0);
  }

  /** Until the step in hand ends, in five seconds, what is asked for waits. */
  private void keepTheWorkerBusy() {
    SimChannel busy = channel(120);
    int calls = reelport.youTube().calls(Route.PLAYLIST_ITEMS);
    reelport.youTube().latency(Duration.ofSeconds(5));
    user().importOf(busy.uploadsId());
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> reelport.youTube().calls(Route.PLAYLIST_ITEMS) > calls);
  }

  private static SimChannel channel(int uploads) {
    String name = "singles-" + UUID.randomUUID();
    return reelport.youTube().world().channel(name).plain().uploads(uploads);
  }

  private ApiClient user() {
    return reelport.as(Reelport.newUser());
  }

  private void ask(ApiClient api, String target) {
    asked.add(new Asked(api, api.importOf(target).get("id").asText()));
  }

  private List<JsonNode> ended() {
    reelport.youTube().latency(Duration.ZERO);
    return asked.stream().map(Asked::ended).toList();
  }

  /** How many calls for details named a video of the channel. */
  private static int detailsCalls(SimChannel channel) {
    return (int)
        reelport.youTube().requests().stream()
            .filter(request -> request.path().endsWith("/videos"))
            .filter(
                request ->
                    channel.videos().stream()
                        .anyMatch(v -> request.parameter("id").orElse("").contains(v.id())))
            .count();
  }

  private static void isImported(JsonNode i) {
    assertThat(i.get("status").asText()).isEqualTo("succeeded");
    assertThat(i.at("/counts/imported").asInt()).isEqualTo(1);
  }

  private static int spent(JsonNode i) {
    return i.at("/units/spent").asInt();
  }
}
