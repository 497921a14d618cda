package dev.reelport.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps that take too long. */
class StepLimitIT {

  @Test
  void aStepThatHitsTheHardLimitThreeTimesFailsItsImportAndARetryGoesOn() {
    try (Reelport reelport = Reelport.with(Map.of("REELPORT_IMPORTS_STEP_HARD_LIMIT", "1s"))) {
      // Given a YouTube that answers, but slower than a step may take
      SimChannel channel = reelport.youTube().world().channel("slow").plain().uploads(60);
      ApiClient api = reelport.as(Reelport.newUser());
      reelport.youTube().latency(Duration.ofSeconds(3));

      // When a channel is imported
      JsonNode failed = api.imported(channel.id());

      // Then it fails after three tries, each of which is booked
      assertThat(failed.at("/error/code").asText()).isEqualTo("timed_out");
      assertThat(failed.at("/units/spent").asInt()).isEqualTo(3);

      // And when YouTube is quick again, a retry goes on to the end
      reelport.youTube().latency(Duration.ZERO);
      String id = failed.get("id").asText();
      assertThat(api.post("/v1/imports/" + id + "/retry", "").status()).isEqualTo(202);
      JsonNode ended = api.ended(id);
      assertThat(ended.get("status").asText()).isEqualTo("succeeded");
      assertThat(ended.at("/counts/imported").asInt()).isEqualTo(60);
      assertThat(ended.at("/units/spent").asInt()).isEqualTo(reelport.youTube().units());
    }
  }
}
