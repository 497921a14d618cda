package dev.reelport.quota;

import static dev.reelport.quota.Bucket.BATCH_GET_STATS;
import static dev.reelport.quota.Bucket.GENERAL;
import static dev.reelport.quota.Priority.BULK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelport.faults.FaultTest;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an instance charges while Redis loses what it had, or its answers. */
class RedisLossTest {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final Instant NOON = Instant.parse("2026-07-01T19:00:00Z");
  private static final Instant RESET = Instant.parse("2026-07-02T07:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
  private static final String ANNS = "youtube_quota:user:ann:2026-07-01";
  private static final String PROJECTS = "youtube_quota:project:general:2026-07-01";

  private static GateRedis redis;

  private final TestQuotaConfig config = TestQuotaConfig.limits(1_000, 100).at(NOON);

  @BeforeAll
  static void start() {
    redis = new GateRedis();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void startOver() {
    redis.startOver();
  }

  @Test
  void aRedisThatComesBackEmptyIsRebuiltFromTheLedgerBeforeAnythingIsGranted() {
    // Given
    Cashier instance = redis.instance(config);
    IntStream.range(0, 88).forEach(n -> book(instance, granted(instance, ANN)));

    // When
    redis.empty();
    granted(instance, BOB);
    assertThat(redis.get(PROJECTS)).isEqualTo("89");
    await(instance.settle());

    // Then
    assertThat(granted(instance, ANN, 2).userUsed()).isEqualTo(90);
    assertThat(charge(instance, ANN, 1)).isInstanceOf(Charge.Refused.class);
  }

  @Test
  void aRedisThatLostItsLastSecondIsNotBelieved() {
    // Given
    Cashier instance = redis.instance(config);
    IntStream.range(0, 60).forEach(n -> book(instance, granted(instance, ANN)));
    redis.snapshot();
    IntStream.range(0, 29).forEach(n -> book(instance, granted(instance, ANN)));

    // When
    redis.restartAsAtTheSnapshot();
    Charge last = settledCharge(instance, ANN, 1);
    Charge beyond = charge(instance, ANN, 1);

    // Then
    assertThat(((Charge.Granted) last).userUsed()).isEqualTo(90);
    assertThat(beyond).isInstanceOf(Charge.Refused.class);
    assertThat(redis.get(ANNS)).isEqualTo("90");
  }

  @Test
  void whatIsNotBookedIsHeldBackUntilItIs() {
    // Given an instance with three units not booked
    Cashier instance = redis.instance(config);
    IntStream.range(0, 80).forEach(n -> book(instance, granted(instance, ANN)));
    List<Charge.Granted> unbooked =
        IntStream.range(0, 3).mapToObj(n -> granted(instance, ANN)).toList();

    // When Redis is emptied, then its allowance of four counts
    redis.empty();
    IntStream.range(0, 6).forEach(n -> book(instance, granted(instance, ANN)));
    Charge.Refused heldBack = (Charge.Refused) charge(instance, ANN, 1);
    assertThat(heldBack.resetsAt()).isBefore(Instant.now().plusSeconds(40));

    // And it still counts when they are not booked
    await(instance.settle());
    assertThat(charge(instance, ANN, 1)).isInstanceOf(Charge.Refused.class);

    // And when they are, the count is exact
    unbooked.forEach(charge -> book(instance, charge));
    await(instance.settle());
    assertThat(granted(instance, ANN).userUsed()).isEqualTo(90);
    Charge.Refused usedUp = (Charge.Refused) charge(instance, ANN, 1);
    assertThat(usedUp.resetsAt()).isEqualTo(RESET.minus(config.clockOffset()));
    assertThat(redis.get(PROJECTS)).isEqualTo("90");
  }

  @Test
  void whatADeadInstanceMayHaveSpentIsHeldBackForTheDay() {
    // Given
    Cashier dead = redis.instance(config);
    IntStream.range(0, 3).forEach(n -> granted(dead, ANN));
    Cashier alive = redis.instance(config);
    IntStream.range(0, 80).forEach(n -> book(alive, granted(alive, ANN)));

    // When
    redis.empty();
    granted(alive, BOB);
    await(alive.settle());

    // Then
    IntStream.range(0, 6).forEach(n -> book(alive, granted(alive, ANN)));
    assertThat(charge(alive, ANN, 1)).isInstanceOf(Charge.Refused.class);
    assertThat(await(redis.gate(config).ofProject(GENERAL)).units()).isEqualTo(80 + 1 + 6 + 4);
  }

  @Test
  void anInstanceThatLeftInOrderIsNotReckonedWith() {
    // Given
    Cashier left = redis.instance(config);
    IntStream.range(0, 50).forEach(n -> book(left, granted(left, ANN)));
    Cashier hurried = redis.instance(config);
    granted(hurried, ANN);

    // When
    await(left.leave());
    await(hurried.leave());

    // Then
    assertThat(redis.truth().allowances()).isEqualTo(4);
  }

  @Test
  void aRebuildThatReadTheLedgerBeforeAnotherLossChangesNothing() {
    // Given one that is on its way
    InMemoryTruth truth = redis.truth();
    Cashier instance = redis.instance(config);
    book(instance, granted(instance, ANN));
    redis.empty();
    GateScripts scripts = redis.scripts(config);
    String token = unopened(scripts).token();
    Truth.Standing read = await(truth.open(DAY, token));

    // When another instance is faster, and Redis is lost once more
    granted(instance, ANN);
    redis.empty();
    String nextToken = unopened(scripts).token();
    boolean late = await(scripts.open(token, read));

    // Then
    assertThat(late).isFalse();
    assertThat(nextToken).isNotEqualTo(token);
    assertThat(redis.get(PROJECTS)).isNull();
  }

  private GateScripts.Unopened unopened(GateScripts scripts) {
    Wish wish = new Wish(ANN, GENERAL, BULK, 1, UUID.randomUUID().toString());
    List<QuotaDay> days = QuotaDay.around(NOON, TestQuotaConfig.PACIFIC);
    return (GateScripts.Unopened) await(scripts.charge(days, wish, 90, 900));
  }

  @Test
  void aDayIsOpenToItsVeryEnd() {
    // Given a clock that is staged by half seconds, as only tests do
    Instant began = Instant.now();
    Duration toTheEnd = Duration.between(began, RESET.minusMillis(1_500));
    Cashier instance = redis.instance(TestQuotaConfig.limits(1_000_000, 100).withOffset(toTheEnd));

    // When / Then
    int charges = 0;
    while (Instant.now().isBefore(began.plusSeconds(2))) {
      book(instance, granted(instance, new UserId("user-" + charges++)));
    }
  }

  @Test
  void whoeverComesFirstOpensTheDayAndNobodyTwice() {
    // Given
    List<Cashier> instances = List.of(redis.instance(config), redis.instance(config));

    // When all want to charge on a day that nobody has opened
    List<Uni<Charge>> wishes =
        IntStream.range(0, 64)
            .mapToObj(n -> instances.get(n % 2).charge(wish(ANN, 1, "first-" + n)))
            .toList();
    List<Charge> answers = await(Uni.join().all(wishes).andCollectFailures());

    // Then nothing is held back
    assertThat(answers)
        .allSatisfy(charge -> assertThat(((Charge.Granted) charge).opening()).isEqualTo(1));
    assertThat(redis.get(PROJECTS)).isEqualTo("64");
    assertThat(await(redis.gate(config).ofProject(GENERAL)).units()).isEqualTo(64);
  }

  @Test
  @FaultTest(number = 14, promise = "64 reservers get exactly what there is, also after a loss")
  void sixtyFourReserversAtTheEdgeGetWhatThereIsAlsoAfterALoss() {
    // Given
    List<Cashier> instances = List.of(redis.instance(config), redis.instance(config));
    IntStream.range(0, 50)
        .forEach(n -> book(instances.get(n % 2), granted(instances.get(n % 2), ANN)));
    redis.empty();
    granted(instances.get(0), BOB);
    instances.forEach(instance -> await(instance.settle()));

    // When
    List<Uni<Charge>> wishes =
        IntStream.range(0, 64)
            .mapToObj(n -> instances.get(n % 2).charge(wish(ANN, 1, "edge-" + n)))
            .toList();
    List<Charge> answers = await(Uni.join().all(wishes).andCollectFailures());

    // Then
    assertThat(answers).filteredOn(Charge.Granted.class::isInstance).hasSize(40);
    assertThat(redis.get(ANNS)).isEqualTo("90");
  }

  @Test
  void nothingIsGrantedWhileTheLedgerCannotBeRead() {
    // Given
    Cashier instance = redis.instance(config);
    book(instance, granted(instance, ANN));
    redis.empty();
    redis.truth().away(true);

    // When / Then
    try {
      assertThatExceptionOfType(QuotaUnavailableException.class)
          .isThrownBy(() -> charge(instance, ANN, 1));
    } finally {
      redis.truth().away(false);
    }
    assertThat(granted(instance, ANN).userUsed()).isEqualTo(2);
    assertThat(instance.unbooked()).isEqualTo(1);
  }

  @Test
  void noMoreIsChargedThanMayBeMissing() {
    // Given
    Cashier instance = redis.instance(config.withAllowance(10));
    List<Charge.Granted> charges =
        IntStream.range(0, 10).mapToObj(n -> granted(instance, ANN)).toList();

    // When / Then
    assertThatExceptionOfType(QuotaUnavailableException.class)
        .isThrownBy(() -> charge(instance, ANN, 1));
    assertThat(redis.truth().allowances()).isBetween(10, 16);

    // And when one is booked and one given back, there is room for two
    book(instance, charges.get(0));
    await(instance.giveBack(charges.get(1)));
    granted(instance, ANN, 2);
    assertThat(instance.unbooked()).isEqualTo(10);
  }

  @Test
  @FaultTest(number = 13, promise = "repeated with the same id, it is charged once")
  void aChargeWhoseAnswerIsLostIsChargedOnce() {
    // Given
    AtomicReference<LossyRedis> lossy = new AtomicReference<>();
    Cashier instance = behind(lossy);
    granted(instance, ANN);

    // When
    lossy.get().loseAnswers(2);
    Charge.Granted charged = granted(instance, ANN);

    // Then
    assertThat(charged.userUsed()).isEqualTo(2);
    assertThat(redis.get(ANNS)).isEqualTo("2");
    assertThat(redis.get(PROJECTS)).isEqualTo("2");

    // And so it is given back
    lossy.get().loseAnswers(2);
    await(instance.giveBack(charged));
    assertThat(redis.get(ANNS)).isEqualTo("1");
  }

  @Test
  void aChargeThatIsNeverAnsweredIsNoCharge() {
    // Given
    AtomicReference<LossyRedis> lossy = new AtomicReference<>();
    Cashier instance = behind(lossy);
    granted(instance, ANN);

    // When
    lossy.get().loseAnswers(3);

    // Then nobody may spend it, although it counts
    assertThatExceptionOfType(QuotaUnavailableException.class)
        .isThrownBy(() -> charge(instance, ANN, 1));
    assertThat(instance.unbooked()).isEqualTo(1);
    assertThat(redis.get(ANNS)).isEqualTo("2");
  }

  @Test
  void aRebuildWhoseAnswersAreLostIsDoneOnce() {
    // Given
    AtomicReference<LossyRedis> lossy = new AtomicReference<>();
    Cashier instance = behind(lossy);
    IntStream.range(0, 5).forEach(n -> book(instance, granted(instance, ANN)));
    redis.empty();

    // When every script loses its answer once or twice
    lossy.get().loseAnswers(2);
    granted(instance, ANN);

    // Then
    assertThat(redis.get(ANNS)).isEqualTo("6");
    assertThat(redis.get(PROJECTS)).isEqualTo("6");
  }

  @Test
  void whatWasChargedBeforeALossIsNotGivenBackAfterIt() {
    // Given
    Cashier instance = redis.instance(config);
    Charge.Granted unsent = granted(instance, ANN, 3);
    redis.snapshot();
    redis.restartAsAtTheSnapshot();
    granted(instance, BOB);

    // When
    await(instance.giveBack(unsent));
    await(instance.settle());

    // Then the count of the project is what was sent, and the user's is no lower
    assertThat(redis.get(PROJECTS)).isEqualTo("1");
    assertThat(redis.get(ANNS)).isEqualTo("3");
  }

  @Test
  void theOtherBucketIsRebuiltToo() {
    // Given
    Cashier instance = redis.instance(config);
    Wish stats = new Wish(ANN, BATCH_GET_STATS, BULK, 50, "stats");
    book(instance, (Charge.Granted) await(instance.charge(stats)));

    // When
    redis.empty();
    await(instance.charge(new Wish(BOB, BATCH_GET_STATS, BULK, 1, "more")));

    // Then
    assertThat(redis.get("youtube_quota:project:batchGetStats:2026-07-01")).isEqualTo("51");
    assertThat(redis.get(PROJECTS)).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 300})
  void instancesWhoseClocksAreMinutesOffShareOneDay(long secondsOff) {
    // Given it is ten seconds to midnight
    TestQuotaConfig late = TestQuotaConfig.limits(1_000, 100).at(RESET.minusSeconds(10));
    InstantSource off =
        InstantSource.offset(InstantSource.system(), Duration.ofSeconds(secondsOff));
    Cashier right = redis.instance(late);
    Cashier wrong = redis.instance(late, off);
    IntStream.range(0, 45).forEach(n -> book(right, granted(right, ANN)));
    IntStream.range(0, 44).forEach(n -> book(wrong, granted(wrong, ANN)));
    granted(wrong, ANN);

    // When
    redis.empty();
    Charge next = charge(right, ANN, 1);

    // Then what the other had not booked is reckoned with
    assertThat(next).isInstanceOf(Charge.Refused.class);
  }

  private static Charge settledCharge(Cashier instance, UserId user, int units) {
    charge(instance, BOB, 1);
    await(instance.settle());
    return charge(instance, user, units);
  }

  private static Charge.Granted granted(Cashier instance, UserId user) {
    return granted(instance, user, 1);
  }

  private static Charge.Granted granted(Cashier instance, UserId user, int units) {
    Charge charge = charge(instance, user, units);
    assertThat(charge).isInstanceOf(Charge.Granted.class);
    return (Charge.Granted) charge;
  }

  private static Charge charge(Cashier instance, UserId user, int units) {
    return await(instance.charge(wish(user, units, UUID.randomUUID().toString())));
  }

  private static Wish wish(UserId user, int units, String id) {
    return new Wish(user, GENERAL, BULK, units, id);
  }

  private static void book(Cashier instance, Charge.Granted charge) {
    redis.truth().book(charge);
    instance.booked(charge);
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(Duration.ofSeconds(20));
  }

  /** An instance whose answers of Redis may get lost. */
  private Cashier behind(AtomicReference<LossyRedis> lossy) {
    return redis.instance(
        config,
        api -> {
          lossy.set(new LossyRedis(api));
          return lossy.get();
        });
  }
}
