package dev.reelport.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.testing.e2e.Requests.Request;
import dev.reelport.testing.stack.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What holds after every fault, once the service is quiet again. It looks at everything since the
 * start of the servers: use it on servers whose requests all went through one {@link Requests}.
 */
public final class Invariants {

  private static final Set<String> CODES =
      Set.of(
          "invalid_target",
          "not_found",
          "private",
          "deleted",
          "reconnect_required",
          "forbidden",
          "quota_exceeded",
          "youtube_unavailable",
          "timed_out",
          "internal");
  private static final Set<String> REASONS =
      Set.of("quota", "youtube_unavailable", "rate_limited", "reconnect");
  private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.");

  /** A step's worst case: a page and details, or a look-up and a page. */
  private static final int UNITS_A_STEP = 2;

  private final Reelport reelport;
  private final Requests requests;
  private final UnitsWatch units;
  private int lostSteps;

  public Invariants(Reelport reelport, Requests requests, UnitsWatch units) {
    this.reelport = reelport;
    this.requests = requests;
    this.units = units;
  }

  /** An instance was ended by force: the step it was at may have spent units nobody booked. */
  public synchronized void instanceKilled() {
    lostSteps++;
  }

  /** Waits until nothing moves any more, and checks everything. */
  public Map<Request, JsonNode> hold(Duration limit) {
    awaitQuiet(limit);
    Map<Request, JsonNode> imports = everyRequestHasItsState();
    projectsAreTheTruth(imports);
    new Told(reelport).everyOutcomeOnceAndInOrder(imports.values(), requests);
    unitsAreAccountedFor();
    progressIsWhatTheRowsSay();
    nobodySeesAnothersImport(imports);
    noSecretIsLogged();
    return imports;
  }

  private void awaitQuiet(Duration limit) {
    try (ConsumerGroups groups = new ConsumerGroups(reelport.stack().kafka().bootstrap())) {
      Awaitility.await("imports, outbox and consumers to rest")
          .atMost(limit)
          .pollInterval(Duration.ofMillis(250))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(count("import where status in ('queued', 'running')"))
                    .as("imports at work")
                    .isZero();
                assertThat(missing()).as("requests without an import").isEmpty();
                assertThat(count("outbox")).as("records in the outbox").isZero();
                assertThat(groups.lag(ConsumerGroups.STEPS)).as("lag of the steps").isZero();
                assertThat(groups.lag(ConsumerGroups.REQUESTS)).as("lag of requests").isZero();
              });
    }
  }

  private List<Request> missing() {
    return requests.accepted().stream()
        .filter(
            request ->
                reelport.count(
                        "select count(*) from import where user_id = ? and request_id = ?",
                        request.user(),
                        request.id())
                    != 1)
        .toList();
  }

  // I1
  private Map<Request, JsonNode> everyRequestHasItsState() {
    Map<String, Map<String, JsonNode>> shown =
        requests.byUser().keySet().stream()
            .collect(Collectors.toMap(user -> user, this::importsOf));
    Map<Request, JsonNode> imports =
        requests.accepted().stream()
            .collect(Collectors.toMap(r -> r, r -> shown.get(r.user()).get(r.id())));
    assertThat(imports.values()).allSatisfy(Invariants::hasAState);
    assertThat(count("import")).as("imports nobody asked for").isEqualTo(imports.size());
    return imports;
  }

  private Map<String, JsonNode> importsOf(String user) {
    return reelport.as(user).all("/v1/imports").stream()
        .collect(Collectors.toMap(i -> i.get("requestId").asText(), i -> i));
  }

  private static void hasAState(JsonNode i) {
    switch (i.get("status").asText()) {
      case "succeeded", "cancelled" -> {}
      case "failed" -> assertThat(CODES).contains(i.at("/error/code").asText());
      case "waiting" -> {
        assertThat(REASONS).contains(i.at("/waiting/reason").asText());
        assertThat(Instant.parse(i.at("/waiting/resumesAt").asText())).isNotNull();
      }
      default -> throw new AssertionError("not at rest: " + i);
    }
  }

  // I2
  private void projectsAreTheTruth(Map<Request, JsonNode> imports) {
    requests
        .byUser()
        .forEach(
            (user, wishes) -> {
              boolean all =
                  imports.entrySet().stream()
                      .filter(entry -> entry.getKey().user().equals(user))
                      .allMatch(e -> e.getValue().get("status").asText().equals("succeeded"));
              ProjectsOf projects = new ProjectsOf(reelport, user);
              if (all) {
                projects.areExactly(Wish.truth(wishes).values(), true, true);
              } else {
                assertThat(projects.shown())
                    .extracting(p -> p.at("/content/video/videoId").asText())
                    .doesNotHaveDuplicates()
                    .isSubsetOf(Wish.truth(wishes).keySet());
              }
            });
  }

  // I4
  private void unitsAreAccountedFor() {
    int counted = reelport.youTube().units();
    long spent = reelport.count("select coalesce(sum(units_spent), 0) from import");
    long booked =
        reelport.count(
            "select coalesce(sum(units), 0) from quota_ledger where import_id is not null");
    assertThat(booked).as("the ledger's units of imports").isEqualTo(spent);
    assertThat(counted - spent)
        .as("units Google counted and no import knows of, %s steps being lost", lostSteps)
        .isBetween(0L, (long) lostSteps * UNITS_A_STEP);
    assertThat(reelport.youTube().refused()).as("calls beyond Google's limit").isZero();
    units.holds();
  }

  // I5
  private void progressIsWhatTheRowsSay() {
    for (String outcome : List.of("imported", "duplicate", "filtered", "unavailable", "failed")) {
      String column = outcome.equals("duplicate") ? "duplicates" : outcome;
      assertThat(
              count(
                  "import i where "
                      + column
                      + " <> (select count(*) from import_item where import_id = i.id and outcome ="
                      + " '"
                      + outcome
                      + "')"))
          .as("imports whose count of %s is not that of their rows", column)
          .isZero();
    }
    assertThat(count("import where status = 'succeeded' and pending <> 0")).isZero();
    assertThat(
            count(
                "import_item t where outcome = 'imported' and not exists"
                    + " (select 1 from project p where p.id = t.project_id)"))
        .as("imported videos without their project")
        .isZero();
  }

  // I6
  private void nobodySeesAnothersImport(Map<Request, JsonNode> imports) {
    ApiClient stranger = reelport.as(Reelport.newUser());
    imports.entrySet().stream()
        .limit(3)
        .forEach(
            entry -> {
              String path = "/v1/imports/" + entry.getValue().get("id").asText();
              List<String> paths = new ArrayList<>(List.of(path, path + "/items"));
              new ProjectsOf(reelport, entry.getKey().user())
                  .shown().stream()
                      .limit(1)
                      .forEach(p -> paths.add("/v1/projects/" + p.get("id").asText()));
              paths.forEach(p -> assertThat(stranger.get(p).status()).as(p).isEqualTo(404));
              assertThat(stranger.post(path + "/cancel", "").status()).isEqualTo(404);
            });
    assertThat(stranger.all("/v1/projects")).isEmpty();
  }

  // I7
  private void noSecretIsLogged() {
    Map<String, String> environment = reelport.stack().environment();
    List<String> secrets =
        Stream.of("YOUTUBE_API_KEY", "DATABASE_PASSWORD", "DATABASE_MIGRATION_PASSWORD")
            .map(environment::get)
            .toList();
    for (Path log : ServiceProcess.logs()) {
      try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
        assertThat(lines)
            .as("lines with a secret in %s", log)
            .noneMatch(l -> JWT.matcher(l).find() || secrets.stream().anyMatch(l::contains));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private long count(String from) {
    return reelport.count("select count(*) from " + from);
  }
}
