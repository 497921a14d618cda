package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.Wish;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Midnight in California, at the end of the days of 23 and of 25 hours. */
class MidnightIT {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  private static final int LIMIT = 20;
  private static final int GRANTED = 18;
  private static final Duration LEFT = Duration.ofSeconds(90);

  @ParameterizedTest
  @ValueSource(strings = {"2027-03-14", "2027-11-07"})
  @Tag(FaultTest.FULL_RUN_ONLY)
  @FaultTest(number = 22, promise = "each day's units <= limit, work goes on at midnight")
  void eachDayHasItsBudgetAndNoMore(String date) {
    // Given a moment before midnight, and two instances
    LocalDate day = LocalDate.parse(date);
    Instant midnight = day.plusDays(1).atStartOfDay(PACIFIC).toInstant();
    Instant staged = Instant.now().plus(LEFT);
    Duration later = Duration.between(staged, midnight);
    try (Stage stage = Stage.later(later, Map.of("YOUTUBE_QUOTA_PROJECT", String.valueOf(LIMIT)));
        ServiceProcess second = stage.reelport.anotherInstance()) {

      // When two channels want more than the day has left
      String user = Reelport.newUser();
      ApiClient api = stage.reelport.as(user);
      String one = stage.requests.ask(user, Wish.channel(stage.channel(300)));
      String other = stage.requests.ask(user, Wish.channel(stage.channel(300)));
      JsonNode waiting = api.until(one, i -> i.get("status").asText().equals("waiting"));
      api.until(other, i -> i.get("status").asText().equals("waiting"));

      // Then they wait for that midnight, as it is on the clock on the wall
      assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("quota");
      assertThat(Instant.parse(waiting.at("/waiting/resumesAt").asText()))
          .isBetween(staged.minusSeconds(2), staged.plusSeconds(2));
      assertThat(stage.youTube.unitsOn(Bucket.GENERAL, day)).isEqualTo(GRANTED);

      // And they end on the next day, within its own budget
      assertThat(api.ended(one).get("status").asText()).isEqualTo("succeeded");
      assertThat(api.ended(other).get("status").asText()).isEqualTo("succeeded");
      assertThat(stage.youTube.unitsOn(Bucket.GENERAL, day)).isEqualTo(GRANTED);
      assertThat(stage.youTube.unitsOn(Bucket.GENERAL, day.plusDays(1))).isEqualTo(26 - GRANTED);
      assertThat(second.isReady()).isTrue();
      stage.holds();
    }
  }
}
