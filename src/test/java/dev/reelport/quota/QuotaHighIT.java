package dev.reelport.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.e2e.TopicTail;
import dev.reelport.testing.youtube.SimChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * The event of a budget near its end: 20 units a user (warned above 16), 30 for the project (24).
 */
class QuotaHighIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aBudgetAboveEightyPercentIsToldOnceADay() {
    Map<String, String> budgets = Map.of("YOUTUBE_QUOTA_USER", "20", "YOUTUBE_QUOTA_PROJECT", "30");
    try (Reelport reelport = Reelport.with(budgets);
        TopicTail events =
            new TopicTail(reelport.stack().kafka().bootstrap(), "youtube.import.events")) {
      // Given a user who uses up all they may
      String user = Reelport.newUser();
      ApiClient api = reelport.as(user);
      String id = api.importOf("@demo-500").get("id").asText();
      api.until(id, i -> i.get("status").asText().equals("waiting"));

      // When previews of others bring the project above its warning, and further
      SimChannel channel = reelport.youTube().world().channel("high").uploads(9);
      String other = Reelport.newUser();
      for (int n = 0; n < 9; n++) {
        assertThat(preview(reelport.as(other), channel.video(n).id())).isEqualTo(200);
      }
      String last = reelport.as(other).importOf("@demo-2").get("id").asText();
      reelport.as(other).until(last, i -> i.get("status").asText().equals("waiting"));

      // Then each is told of once, by whoever was charged
      events.await(1, record -> is(record, "import.waiting") && mentions(record, last));
      List<ConsumerRecord<byte[], byte[]>> high =
          events.await(2, record -> is(record, "quota.high"));
      assertThat(high).extracting(QuotaHighIT::key).containsExactlyInAnyOrder(user, other);
      int ofUser = key(high.get(0)).equals(user) ? 0 : 1;
      isOfTheUser(json(high.get(ofUser)), user, api.get("/v1/quota").json().get("resetsAt"));
      isOfTheProject(json(high.get(1 - ofUser)));
    }
  }

  private static void isOfTheUser(JsonNode event, String user, JsonNode resetsAt) {
    LocalDate day = LocalDate.now(ZoneId.of("America/Los_Angeles"));

    assertThat(event.get("id").asText()).isEqualTo("quota-high-user-" + user + "-" + day);
    assertThat(event.get("subject").asText()).isEqualTo(user);
    assertThat(event.at("/data/scope").asText()).isEqualTo("user");
    assertThat(event.at("/data/user").asText()).isEqualTo(user);
    assertThat(event.at("/data/bucket").asText()).isEqualTo("general");
    assertThat(event.at("/data/used").asInt()).isEqualTo(17);
    assertThat(event.at("/data/limit").asInt()).isEqualTo(20);
    assertThat(event.at("/data/warnAbove").asInt()).isEqualTo(16);
    assertThat(event.at("/data/day").asText()).isEqualTo(day.toString());
    assertThat(event.at("/data/resetsAt")).isEqualTo(resetsAt);
  }

  private static void isOfTheProject(JsonNode event) {
    assertThat(event.get("subject").asText()).isEqualTo("general");
    assertThat(event.at("/data/scope").asText()).isEqualTo("project");
    assertThat(event.get("data").has("user")).isFalse();
    assertThat(event.at("/data/used").asInt()).isEqualTo(25);
    assertThat(event.at("/data/limit").asInt()).isEqualTo(30);
  }

  private static int preview(ApiClient api, String target) {
    return api.post("/v1/imports/preview", "{\"target\":\"" + target + "\"}").status();
  }

  private static boolean is(ConsumerRecord<byte[], byte[]> record, String name) {
    return json(record).get("type").asText().equals("dev.reelport." + name + ".v1");
  }

  private static boolean mentions(ConsumerRecord<byte[], byte[]> record, String subject) {
    return json(record).get("subject").asText().equals(subject);
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  private static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return JSON.readTree(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
