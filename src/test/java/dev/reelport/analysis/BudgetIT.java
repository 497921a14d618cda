package dev.reelport.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.faults.FaultTest;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.model.ModelServer;
import dev.reelport.testing.model.ModelServer.Reply;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A language model that may be asked so often a day, by two instances that share the number. */
class BudgetIT {

  @Tag(FaultTest.FULL_RUN_ONLY)
  @Tag(FaultTest.TAG)
  @Test
  void aDaysRequestsAreNeverExceededAndUsersTakeTurns() {
    try (ModelServer model = ModelServer.start();
        Reelport reelport =
            Reelport.with(
                Map.of(
                    "REELPORT_ANALYSIS_URL",
                    model.url(),
                    "REELPORT_ANALYSIS_EVERY",
                    "100ms",
                    "REELPORT_ANALYSIS_BATCH",
                    "2",
                    "REELPORT_ANALYSIS_DAILY_REQUESTS",
                    "5"))) {
      // Given two instances, a user with many videos, and one with a single one
      model.answers(Reply.saying("{\"topics\":[\"by the model\"]}"));
      reelport.change(
          "insert into analysis_requests values (current_date, 5)"
              + " on conflict (day) do update set requests = 5");
      SimChannel channel = reelport.youTube().world().channel("budget").plain().uploads(9);
      SimChannel other = reelport.youTube().world().channel("other").plain().uploads(1);
      ApiClient ann = reelport.as(Reelport.newUser());
      ApiClient bob = reelport.as(Reelport.newUser());
      ann.imported(channel.id());
      bob.imported(other.video(0).id());
      assertThat(reelport.count("select count(*) from analysis_task")).isEqualTo(10);
      assertThat(model.asked()).isEmpty();
      var second = reelport.anotherInstance();

      // When the day begins
      reelport.change("delete from analysis_requests");
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> model.asked().size() >= 5);

      // Then it ends there, and the other user did not wait for all of the first's
      Awaitility.await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(10))
          .until(() -> model.asked().size() == 5);
      Awaitility.await().until(() -> llm(ann) + llm(bob) == 5);
      assertThat(llm(bob)).isEqualTo(1);
      assertThat(reelport.count("select count(*) from analysis_task")).isEqualTo(5);
      second.close();
    }
  }

  private static long llm(ApiClient api) {
    List<JsonNode> projects = api.all("/v1/projects");
    return projects.stream().filter(p -> p.at("/analysis/mode").asText().equals("llm")).count();
  }
}
