package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorRefereeTest {

  private static final String GOOD = "videos?part=id&id=aaaaaaaaaaA";

  private YouTubeSimulator simulator;
  private Visitor visitor;

  @BeforeEach
  void start() {
    simulator = YouTubeSimulator.start(0);
    visitor = new Visitor(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void everyCallCostsOneUnitWhateverComesOfIt() throws Exception {
    // When
    visitor.api(GOOD);
    visitor.api("videos?part=id");
    visitor.get("/youtube/v3/" + GOOD);
    simulator.fail(FaultRule.on(Route.VIDEOS).with(Faults.backendError(503)));
    visitor.api(GOOD);

    // Then
    assertThat(simulator.units()).isEqualTo(4);
    assertThat(simulator.calls(Route.VIDEOS)).isEqualTo(4);
    assertThat(simulator.calls(Route.VIDEOS, "aaaaaaaaaaA")).isEqualTo(3);
  }

  @Test
  void bucketsAndKeysAreCountedApart() throws Exception {
    // When
    visitor.api(GOOD);
    visitor.api("search?part=snippet&q=x");
    visitor.get("/youtube/v3/" + GOOD + "&key=other");
    visitor.get("/feeds/videos.xml?channel_id=UCnobody");

    // Then
    assertThat(simulator.units(Bucket.GENERAL)).isEqualTo(2);
    assertThat(simulator.units(Bucket.GENERAL, "other")).isEqualTo(1);
    assertThat(simulator.units(Bucket.SEARCH)).isEqualTo(1);
    assertThat(simulator.calls(Route.SEARCH)).isEqualTo(1);
    assertThat(simulator.calls(Route.FEED)).isEqualTo(1);
  }

  @Test
  void aUsedUpDayIsToldInTheFormThatWasAskedFor() throws Exception {
    // Given
    simulator.dailyLimit(Bucket.GENERAL, 1, QuotaForm.QUOTA_EXCEEDED_403);
    visitor.api(GOOD);

    // When
    HttpResponse<String> classic = visitor.api(GOOD);
    simulator.dailyLimit(Bucket.GENERAL, 1, QuotaForm.PER_DAY_429);
    HttpResponse<String> granular = visitor.api(GOOD);

    // Then
    assertThat(Visitor.reason(classic)).isEqualTo("403 quotaExceeded");
    assertThat(Visitor.reason(granular)).isEqualTo("429 rateLimitExceeded");
    JsonNode info = Visitor.json(granular).at("/error/details/0/metadata");
    assertThat(info.path("quota_unit").asText()).isEqualTo("1/d/{project}");
    assertThat(Visitor.json(granular).at("/error/message").asText()).contains("per day");
    assertThat(simulator.units()).isEqualTo(1);
    assertThat(simulator.refused()).isEqualTo(2);
  }

  @Test
  void theDayTurnsAtMidnightInThePacificZone() throws Exception {
    // Given
    simulator.dailyLimit(Bucket.GENERAL, 1, QuotaForm.QUOTA_EXCEEDED_403);
    Instant midnight = Instant.parse("2026-11-24T08:00:00Z");
    simulator.clock(InstantSource.fixed(midnight.minusMillis(1)));
    visitor.api(GOOD);
    assertThat(visitor.api(GOOD).statusCode()).isEqualTo(403);

    // When
    simulator.clock(InstantSource.fixed(midnight));

    // Then
    assertThat(visitor.api(GOOD).statusCode()).isEqualTo(200);
    assertThat(simulator.unitsOn(Bucket.GENERAL, LocalDate.parse("2026-11-23"))).isEqualTo(1);
    assertThat(simulator.unitsOn(Bucket.GENERAL, LocalDate.parse("2026-11-24"))).isEqualTo(1);
  }

  @Test
  void anyoneMayLookAtTheCount() throws Exception {
    // Given
    visitor.api(GOOD);

    // When
    JsonNode units = Visitor.json(visitor.get("/simulator/units"));

    // Then
    assertThat(units.toString()).isEqualTo("{\"general\":1,\"search\":0,\"batchGetStats\":0}");
  }

  @Test
  void countingStartsAgainFromNothing() throws Exception {
    // Given
    visitor.api(GOOD);

    // When
    simulator.resetUnits();

    // Then
    assertThat(simulator.units()).isZero();
    assertThat(simulator.calls(Route.VIDEOS)).isZero();
    assertThat(simulator.requests()).isEmpty();
  }
}
