package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitIT {

  @Test
  void aCallBeyondTheLimitIsNotSentAndGivenBackAndTheImportSaysWhenItGoesOn() {
    try (Reelport reelport = Reelport.with(Map.of("YOUTUBE_CALLS_PER_MINUTE", "3"))) {
      // Given an import that needs seven calls
      SimChannel channel = reelport.youTube().world().channel("limited").plain().uploads(120);
      ApiClient api = reelport.as(Reelport.newUser());

      // When it is worked on by a service that may make three
      String id = api.importOf(channel.id()).get("id").asText();
      JsonNode waiting = api.until(id, i -> i.get("status").asText().equals("waiting"));

      // Then the fourth is neither sent nor paid
      assertThat(waiting.at("/waiting/reason").asText()).isEqualTo("rate_limited");
      assertThat(Instant.parse(waiting.at("/waiting/resumesAt").asText()))
          .isBefore(Instant.now().plus(Duration.ofMinutes(1)));
      assertThat(reelport.youTube().units()).isEqualTo(3);
      JsonNode quota = api.get("/v1/quota").json();
      assertThat(quota.get("used").asInt() + quota.get("reserved").asInt()).isEqualTo(3);
    }
  }
}
