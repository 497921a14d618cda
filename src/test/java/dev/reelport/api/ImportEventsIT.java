package dev.reelport.api;

import static dev.reelport.testing.e2e.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.ApiClient;
import dev.reelport.testing.e2e.EventReader;
import dev.reelport.testing.e2e.EventReader.Event;
import dev.reelport.testing.e2e.Reelport;
import dev.reelport.testing.stack.ServiceProcess;
import dev.reelport.testing.youtube.FaultRule;
import dev.reelport.testing.youtube.Faults;
import dev.reelport.testing.youtube.Route;
import dev.reelport.testing.youtube.SimChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The progress of an import as server-sent events, on real servers. */
class ImportEventsIT {

  private final Reelport reelport = Reelport.shared();
  private final ApiClient api = reelport.as(Reelport.newUser());
  private final SimChannel channel =
      reelport.youTube().world().channel("events-" + UUID.randomUUID()).plain();

  @AfterEach
  void endTheTrouble() {
    reelport.youTube().heal();
  }

  @Test
  void anImportIsToldFromItsStateNowToItsFinalState() {
    // Given an import that takes a while
    channel.uploads(250);
    slowPages(Duration.ofMillis(300));
    String id = api.importOf(channel.id()).get("id").asText();

    // When
    EventReader reader = watch(id);
    JsonNode then = reader.await(event -> true).data();
    List<Event> events = reader.all();

    // Then
    assertThat(reader.mediaType()).startsWith("text/event-stream");
    assertThat(then.get("id").asText()).isEqualTo(id);
    assertThat(events).allMatch(event -> event.name().equals("import"));
    assertThat(events).allMatch(e -> e.version() == e.data().get("version").asLong());
    assertThat(events).extracting(Event::version).isSorted().doesNotHaveDuplicates();
    assertThat(events.size()).as("changes on the way").isGreaterThan(3);
    Event last = events.get(events.size() - 1);
    assertThat(last.status()).isEqualTo("succeeded");
    assertThat(last.data()).isEqualTo(api.get("/v1/imports/" + id).json());
    assertThat(events.subList(0, events.size() - 1))
        .noneMatch(event -> event.status().equals("succeeded"));
  }

  @Test
  void aChangeIsToldWithinASecond() {
    // Given
    String id = held();
    EventReader reader = watch(id);
    reader.await(event -> event.status().equals("running"));

    // When
    api.post("/v1/imports/" + id + "/cancel", "");
    Instant done = Instant.now();

    // Then
    Event end = reader.await(event -> event.status().equals("cancelled"));
    assertThat(Duration.between(done, end.at())).isLessThan(Duration.ofSeconds(1));
    assertThat(reader.all()).last().isEqualTo(end);
  }

  @Test
  void aChangeMadeByAnotherInstanceIsToldWithinASecondToo() {
    try (ServiceProcess other = reelport.anotherInstance()) {
      // Given
      String id = held();
      EventReader reader = watch(id);
      reader.await(event -> event.status().equals("running"));

      // When
      api.at(other.uri()).post("/v1/imports/" + id + "/cancel", "");
      Instant done = Instant.now();

      // Then
      Event end = reader.await(event -> event.status().equals("cancelled"));
      assertThat(Duration.between(done, end.at())).isLessThan(Duration.ofSeconds(1));
      assertThat(reader.all()).last().isEqualTo(end);
    }
  }

  @Test
  void anImportThatHasEndedIsToldOnce() {
    // Given
    JsonNode ended = api.imported(channel.uploads(1).video(0).id());

    // When
    List<Event> events = watch(ended.get("id").asText()).all();

    // Then
    assertThat(events).hasSize(1);
    assertThat(events.get(0).data()).isEqualTo(ended);
  }

  @Test
  void aStreamGoesOnBehindTheLastEvent() {
    // Given a stream that was lost on the way
    channel.uploads(250);
    slowPages(Duration.ofMillis(300));
    String id = api.importOf(channel.id()).get("id").asText();
    Event seen = watch(id).await(event -> event.version() >= 2);

    // When
    List<Event> rest = resume(id, seen.id()).all();

    // Then
    assertThat(rest).extracting(Event::version).allMatch(version -> version > seen.version());
    assertThat(rest).extracting(Event::version).isSorted().doesNotHaveDuplicates();
    Event last = rest.get(rest.size() - 1);
    assertThat(last.status()).isEqualTo("succeeded");
    assertThat(resume(id, last.id()).all()).as("nothing is newer than the end").isEmpty();
    assertThat(resume(id, "x").all()).as("garbage counts as none").hasSize(1);
  }

  @Test
  void aRetryIsToldToo() {
    // Given
    String id = held();
    api.post("/v1/imports/" + id + "/cancel", "");
    Event end = watch(id).all().get(0);
    reelport.youTube().heal();

    // When
    api.post("/v1/imports/" + id + "/retry", "");

    // Then
    List<Event> events = resume(id, end.id()).all();
    assertThat(events.get(events.size() - 1).status()).isEqualTo("succeeded");
  }

  @Test
  void anotherUsersImportIsNotThere() {
    String id = api.importOf(channel.uploads(1).id()).get("id").asText();
    ApiClient stranger = reelport.as(Reelport.newUser());
    for (String wrong : List.of(id, UUID.randomUUID().toString(), "x")) {
      assertProblem(
          stranger.send(
              stranger
                  .request("/v1/imports/" + wrong + "/events")
                  .header("Accept", "text/event-stream")),
          404,
          "not_found");
    }
  }

  private String held() {
    channel.uploads(250);
    reelport
        .youTube()
        .fail(
            FaultRule.on(Route.PLAYLIST_ITEMS)
                .naming(channel.uploadsId())
                .call(2)
                .with(Faults.delay(Duration.ofSeconds(4))));
    return api.importOf(channel.id()).get("id").asText();
  }

  private void slowPages(Duration delay) {
    reelport
        .youTube()
        .fail(
            FaultRule.on(Route.PLAYLIST_ITEMS)
                .naming(channel.uploadsId())
                .with(Faults.delay(delay)));
  }

  private EventReader watch(String id) {
    return EventReader.open(api.request("/v1/imports/" + id + "/events"));
  }

  private EventReader resume(String id, String lastEventId) {
    return EventReader.open(
        api.request("/v1/imports/" + id + "/events").header("Last-Event-ID", lastEventId));
  }
}
