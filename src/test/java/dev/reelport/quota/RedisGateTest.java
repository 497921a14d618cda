package dev.reelport.quota;

import static dev.reelport.quota.Bucket.BATCH_GET_STATS;
import static dev.reelport.quota.Bucket.GENERAL;
import static dev.reelport.quota.Priority.BULK;
import static dev.reelport.quota.Priority.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.reelport.faults.FaultTest;
import dev.reelport.platform.UserId;
import dev.reelport.testing.stack.Ports;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisGateTest {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final Instant NOON = Instant.parse("2026-07-01T19:00:00Z");
  private static final Instant RESET = Instant.parse("2026-07-02T07:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

  private static GateRedis redis;

  @BeforeAll
  static void start() {
    redis = new GateRedis();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void empty() {
    redis.startOver();
  }

  @Test
  void unitsAreGrantedUpToTheEdgeAndNotOneMore() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(1_000, 100).at(NOON));

    // When
    Charge upToTheEdge = charge(gate, ANN, BULK, 90);
    Charge oneMore = charge(gate, ANN, BULK, 1);

    // Then
    assertThat(upToTheEdge).isInstanceOf(Charge.Granted.class);
    assertThat(oneMore).isInstanceOf(Charge.Refused.class);
    assertThat(((Charge.Refused) oneMore).by()).isEqualTo(Charge.By.USER);
    assertThat(redis.get("youtube_quota:user:ann:2026-07-01")).isEqualTo("90");
    assertThat(redis.get("youtube_quota:project:general:2026-07-01")).isEqualTo("90");
  }

  @Test
  void aChargeThatTheProjectRefusesDoesNotTouchTheUser() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 1_000).at(NOON));
    charge(gate, ANN, BULK, 89);

    // When
    Charge refused = charge(gate, BOB, BULK, 2);

    // Then
    assertThat(((Charge.Refused) refused).by()).isEqualTo(Charge.By.PROJECT);
    assertThat(redis.get("youtube_quota:user:bob:2026-07-01")).isNull();
    assertThat(redis.get("youtube_quota:project:general:2026-07-01")).isEqualTo("89");
  }

  @Test
  void theLastTenthOfTheProjectIsKeptForSingleVideosAndPreviews() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 1_000).at(NOON));
    charge(gate, ANN, BULK, 90);

    // When
    Charge bulk = charge(gate, ANN, BULK, 1);
    Charge lastTenth = charge(gate, ANN, INTERACTIVE, 10);
    Charge beyond = charge(gate, ANN, INTERACTIVE, 1);

    // Then
    assertThat(bulk).isInstanceOf(Charge.Refused.class);
    assertThat(lastTenth).isInstanceOf(Charge.Granted.class);
    assertThat(beyond).isInstanceOf(Charge.Refused.class);
  }

  @Test
  void whoHasHadTheirShareWaitsForTheOthersButNotWithSingleVideos() {
    // Given 30 units left, two who want more than that, and one of them far ahead
    TestQuotaConfig config = TestQuotaConfig.limits(100, 1_000).at(NOON);
    RedisGate gate = redis.gate(config);
    charge(gate, ANN, BULK, 60);

    // When the shares are set
    Set<UserId> held = redis.shares(config, Map.of(ANN, 50L, BOB, 50L));

    // Then only who is behind gets any
    assertThat(held).containsExactly(ANN);
    assertThat(charge(gate, ANN, BULK, 1))
        .isEqualTo(new Charge.Refused(Charge.By.SHARE, RESET.minus(config.clockOffset())));
    assertThat(charge(gate, BOB, BULK, 30)).isInstanceOf(Charge.Granted.class);
    assertThat(charge(gate, ANN, INTERACTIVE, 1)).isInstanceOf(Charge.Granted.class);
  }

  @Test
  void nobodyIsHeldBackOnceThereIsEnoughForAllAgain() {
    // Given somebody who is held back
    TestQuotaConfig config = TestQuotaConfig.limits(100, 1_000).at(NOON);
    RedisGate gate = redis.gate(config);
    charge(gate, ANN, BULK, 60);
    redis.shares(config, Map.of(ANN, 50L, BOB, 50L));

    // When the other is done
    Set<UserId> held = redis.shares(config, Map.of(ANN, 30L));

    // Then
    assertThat(held).isEmpty();
    assertThat(charge(gate, ANN, BULK, 30)).isInstanceOf(Charge.Granted.class);
  }

  @Test
  void withNothingLeftToShareTheProjectsBudgetRefuses() {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 1_000).at(NOON);
    RedisGate gate = redis.gate(config);
    charge(gate, ANN, BULK, 90);

    // When
    Set<UserId> held = redis.shares(config, Map.of(ANN, 5L, BOB, 5L));

    // Then
    assertThat(held).isEmpty();
    assertThat(((Charge.Refused) charge(gate, ANN, BULK, 1)).by()).isEqualTo(Charge.By.PROJECT);
  }

  @Test
  void aUsersOwnLimitIsTheSameForSingleVideos() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(1_000, 10).at(NOON));
    charge(gate, ANN, INTERACTIVE, 9);

    // When
    Charge refused = charge(gate, ANN, INTERACTIVE, 1);

    // Then
    assertThat(((Charge.Refused) refused).by()).isEqualTo(Charge.By.USER);
  }

  @Test
  void onlyTheGeneralBucketCountsForTheUser() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 10).at(NOON));

    // When
    Charge stats = await(gate.charge(new Wish(ANN, BATCH_GET_STATS, BULK, 50, "stats")));

    // Then
    assertThat(stats).isInstanceOf(Charge.Granted.class);
    assertThat(redis.get("youtube_quota:project:batchGetStats:2026-07-01")).isEqualTo("50");
    assertThat(redis.get("youtube_quota:user:ann:2026-07-01")).isNull();
  }

  @Test
  @FaultTest(number = 14, promise = "64 reservers get exactly what there is")
  void sixtyFourReserversOnTwoInstancesGetExactlyWhatThereIs() {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(1_000, 1_000).at(NOON);
    List<Cashier> instances = List.of(redis.instance(config), redis.instance(config));
    charge(redis.gate(config), BOB, BULK, 860);

    // When
    List<Uni<Charge>> wishes =
        IntStream.range(0, 64)
            .mapToObj(
                i -> instances.get(i % 2).charge(new Wish(ANN, GENERAL, BULK, 1, "edge-" + i)))
            .toList();
    List<Charge> answers = await(Uni.join().all(wishes).andCollectFailures());

    // Then
    assertThat(answers).filteredOn(Charge.Granted.class::isInstance).hasSize(40);
    assertThat(redis.get("youtube_quota:project:general:2026-07-01")).isEqualTo("900");
    assertThat(redis.get("youtube_quota:user:ann:2026-07-01")).isEqualTo("40");
  }

  @Test
  void aRepeatedChargeIsChargedOnceAndAnsweredTheSame() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 100).at(NOON));
    Wish wish = new Wish(ANN, GENERAL, BULK, 85, "again");
    Charge first = await(gate.charge(wish));

    // When
    Charge second = await(gate.charge(wish));

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(((Charge.Granted) second).crossedUserWarn()).isTrue();
    assertThat(redis.get("youtube_quota:user:ann:2026-07-01")).isEqualTo("85");
    assertThat(redis.secondsToLive("youtube_quota:charge:again")).isBetween(890L, 900L);
  }

  @Test
  void aChargeRepeatedAfterMidnightStaysOnTheDayItWasMade() {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 100);
    Wish wish = new Wish(ANN, GENERAL, BULK, 5, "over-midnight");
    Charge first = await(redis.gate(config.at(RESET.minusSeconds(60))).charge(wish));

    // When
    Charge second = await(redis.gate(config.at(RESET.plusSeconds(60))).charge(wish));

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(redis.get("youtube_quota:project:general:2026-07-02")).isNull();
  }

  @Test
  void whatIsGivenBackTwiceIsGivenBackOnce() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 100).at(NOON));
    charge(gate, ANN, BULK, 10);
    Charge.Granted unsent = (Charge.Granted) charge(gate, ANN, BULK, 3);

    // When
    await(gate.giveBack(unsent));
    await(gate.giveBack(unsent));

    // Then
    assertThat(redis.get("youtube_quota:user:ann:2026-07-01")).isEqualTo("10");
    assertThat(redis.get("youtube_quota:project:general:2026-07-01")).isEqualTo("10");
  }

  @Test
  void aChargeIsGivenBackToTheDayItWasMade() {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 100);
    Charge.Granted unsent =
        (Charge.Granted) charge(redis.gate(config.at(RESET.minusSeconds(60))), ANN, BULK, 3);
    RedisGate afterMidnight = redis.gate(config.at(RESET.plusSeconds(60)));
    charge(afterMidnight, ANN, BULK, 7);

    // When
    await(afterMidnight.giveBack(unsent));

    // Then
    assertThat(redis.get("youtube_quota:user:ann:2026-07-01")).isEqualTo("0");
    assertThat(redis.get("youtube_quota:user:ann:2026-07-02")).isEqualTo("7");
  }

  @Test
  void nothingIsGivenBackToARedisThatForgotTheCharge() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 100).at(NOON));
    Charge.Granted unsent = (Charge.Granted) charge(gate, ANN, BULK, 3);
    redis.empty();
    charge(gate, ANN, BULK, 5);

    // When
    await(gate.giveBack(unsent));

    // Then
    assertThat(redis.get("youtube_quota:user:ann:2026-07-01")).isEqualTo("5");
  }

  @Test
  void aClosedBucketRefusesEverybodyUntilTheReset() {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 100).at(NOON);
    RedisGate gate = redis.gate(config);
    Charge.Granted granted = (Charge.Granted) charge(gate, ANN, INTERACTIVE, 1);

    // When
    Instant reopens = await(gate.close(GENERAL, granted.day()));
    Charge refused = charge(gate, BOB, INTERACTIVE, 1);
    Charge otherBucket = await(gate.charge(new Wish(BOB, BATCH_GET_STATS, BULK, 1, "other")));
    Charge nextDay =
        charge(
            redis.gate(config.withOffset(config.clockOffset().plusHours(13))), BOB, INTERACTIVE, 1);

    // Then
    assertThat(reopens).isEqualTo(RESET.minus(config.clockOffset()));
    assertThat(((Charge.Refused) refused).by()).isEqualTo(Charge.By.PROJECT);
    assertThat(((Charge.Refused) refused).resetsAt()).isEqualTo(reopens);
    assertThat(otherBucket).isInstanceOf(Charge.Granted.class);
    assertThat(nextDay).isInstanceOf(Charge.Granted.class);
    assertThat(redis.secondsToLive("youtube_quota:closed:general:2026-07-01"))
        .isCloseTo(Duration.ofHours(12).toSeconds(), within(10L));
  }

  @Test
  void aDayThatHasOnlyBegunIsClosedForAMoment() {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 100).at(RESET.plusSeconds(5));
    RedisGate gate = redis.gate(config);
    Charge.Granted granted = (Charge.Granted) charge(gate, ANN, INTERACTIVE, 1);

    // When
    Instant reopens = await(gate.close(GENERAL, granted.day()));
    Charge.Refused refused = (Charge.Refused) charge(gate, BOB, INTERACTIVE, 1);

    // Then
    assertThat(reopens)
        .isCloseTo(Instant.now().plus(config.youngDay()), within(10, ChronoUnit.SECONDS));
    assertThat(refused.resetsAt()).isCloseTo(reopens, within(2, ChronoUnit.SECONDS));
  }

  @Test
  void aRefusalNamesTheReset() {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 100).at(NOON);

    // When
    Charge refused = charge(redis.gate(config), ANN, BULK, 91);

    // Then
    assertThat(refused)
        .isEqualTo(new Charge.Refused(Charge.By.USER, RESET.minus(config.clockOffset())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-08T08:00:10Z", // the day of 23 hours
        "2026-07-01T19:00:00Z",
        "2026-11-01T07:00:10Z" // the day of 25 hours
      })
  void countersExpireAtTheReset(Instant staged) {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 100).at(staged));

    // When
    Charge.Granted granted = (Charge.Granted) charge(gate, ANN, BULK, 1);

    // Then
    long toReset = Duration.between(staged, granted.day().resetsAt()).toSeconds();
    String date = granted.day().date().toString();
    assertThat(redis.secondsToLive("youtube_quota:user:ann:" + date))
        .isBetween(toReset - 10, toReset + 1);
    assertThat(redis.secondsToLive("youtube_quota:project:general:" + date))
        .isBetween(toReset - 10, toReset + 1);
  }

  @Test
  void midnightOpensANewDay() {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 100);
    RedisGate before = redis.gate(config.at(RESET.minusSeconds(30)));
    charge(before, ANN, BULK, 90);
    Charge refused = charge(before, ANN, BULK, 1);

    // When
    RedisGate after = redis.gate(config.at(RESET.plusSeconds(1)));
    Charge.Granted granted = (Charge.Granted) charge(after, ANN, BULK, 1);

    // Then
    assertThat(refused).isInstanceOf(Charge.Refused.class);
    assertThat(granted.day().date()).isEqualTo(DAY.plusDays(1));
    assertThat(redis.get("youtube_quota:user:ann:2026-07-01")).isEqualTo("90");
    assertThat(redis.get("youtube_quota:user:ann:2026-07-02")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-08", "2026-11-01"})
  void theDaysWhenTheClocksChangeEndAtTheirMidnightToo(LocalDate date) {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 100);
    QuotaDay day = QuotaDay.on(date, TestQuotaConfig.PACIFIC);
    charge(redis.gate(config.at(day.start().plusSeconds(30))), ANN, BULK, 50);
    charge(redis.gate(config.at(day.resetsAt().minusSeconds(30))), ANN, BULK, 40);

    // When
    Charge late = charge(redis.gate(config.at(day.resetsAt().minusSeconds(20))), ANN, BULK, 1);
    Charge next = charge(redis.gate(config.at(day.resetsAt().plusSeconds(2))), ANN, BULK, 90);

    // Then
    assertThat(late).isInstanceOf(Charge.Refused.class);
    assertThat(next).isInstanceOf(Charge.Granted.class);
    assertThat(redis.get("youtube_quota:user:ann:" + date)).isEqualTo("90");
    assertThat(redis.get("youtube_quota:user:ann:" + date.plusDays(1))).isEqualTo("90");
  }

  @ParameterizedTest
  @ValueSource(longs = {-20 * 3_600, -300, 300, 20 * 3_600})
  void anInstanceWhoseClockIsOffChargesTheSameDay(long secondsOff) {
    // Given
    TestQuotaConfig config = TestQuotaConfig.limits(100, 100).at(RESET.minusSeconds(30));
    InstantSource off =
        InstantSource.offset(InstantSource.system(), Duration.ofSeconds(secondsOff));

    // When
    Charge.Granted granted = (Charge.Granted) charge(redis.gate(config, off), ANN, BULK, 1);

    // Then
    assertThat(granted.day().date()).isEqualTo(DAY);
  }

  @Test
  void anInstanceWhoseClockIsDaysOffGetsNothing() {
    // Given
    InstantSource off = InstantSource.offset(InstantSource.system(), Duration.ofDays(3));
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 100), off);

    // When / Then
    assertThatExceptionOfType(QuotaUnavailableException.class)
        .isThrownBy(() -> charge(gate, ANN, BULK, 1));
  }

  @Test
  void scriptsThatRedisForgotAreSentAgain() {
    // Given
    RedisGate gate = redis.gate(TestQuotaConfig.limits(100, 100).at(NOON));
    charge(gate, ANN, BULK, 1);

    // When
    redis.forgetScripts();
    Charge granted = charge(gate, ANN, BULK, 1);

    // Then
    assertThat(granted).isInstanceOf(Charge.Granted.class);
    assertThat(await(gate.ofUser(ANN)).units()).isEqualTo(2);
    assertThat(await(gate.ofProject(GENERAL)).day().date()).isEqualTo(DAY);
  }

  @Test
  void withoutRedisNothingIsGranted() {
    // Given
    RedisGate gate = redis.gateAt(Ports.free(), TestQuotaConfig.limits(100, 100));

    // When / Then
    assertThatExceptionOfType(QuotaUnavailableException.class)
        .isThrownBy(() -> charge(gate, ANN, BULK, 1));
  }

  @Test
  void aRedisThatNeverAnswersIsGivenUp() throws IOException {
    // Given
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TestQuotaConfig config = TestQuotaConfig.limits(100, 100).withTimeout(Duration.ofMillis(200));
      RedisGate gate = redis.gateAt(silent.getLocalPort(), config);

      // When / Then
      assertThatExceptionOfType(QuotaUnavailableException.class)
          .isThrownBy(() -> charge(gate, ANN, BULK, 1));
    }
  }

  private static Charge charge(RedisGate gate, UserId user, Priority priority, int units) {
    return await(
        gate.charge(new Wish(user, GENERAL, priority, units, UUID.randomUUID().toString())));
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(Duration.ofSeconds(20));
  }
}
