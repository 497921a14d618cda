package dev.reelport.testing.demo;

import static dev.reelport.testing.demo.FakeImports.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleImportTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<Integer> seen = new ArrayList<>();
  private FakeImports service;

  @BeforeEach
  void start() throws IOException {
    service = new FakeImports();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void everyChangeIsSeenUntilTheEnd() {
    // Given
    service.tells(state("running", 0, ""), state("running", 2, ""), state("succeeded", 3, ""));

    // When
    ImportState end = run("t");

    // Then
    assertThat(seen).containsExactly(0, 2, 3);
    assertThat(end.hasSucceeded()).isTrue();
    assertThat(end.title()).isEqualTo("Channel");
    assertThat(end.unitsSpent()).isEqualTo(2);
  }

  @Test
  void aConnectionThatEndsEarlyIsOpenedAgain() {
    // Given
    service.tells(state("running", 1, "")).tells(state("succeeded", 3, ""));

    // When
    ImportState end = run("t");

    // Then
    assertThat(end.imported()).isEqualTo(3);
    assertThat(seen).containsExactly(1, 3);
  }

  @Test
  void aFailedImportFailsWithItsReason() {
    // Given
    service.tells(
        state("failed", 0, ",\"error\":{\"code\":\"not_found\",\"detail\":\"No such channel.\"}"));

    // Then
    assertThatThrownBy(() -> run("t"))
        .isInstanceOf(DemoFailedException.class)
        .hasMessageContaining("failed")
        .hasMessageContaining("not_found: No such channel.");
  }

  @Test
  void aServiceThatRefusesIsReportedWithItsAnswer() {
    assertThatThrownBy(() -> run("wrong"))
        .isInstanceOf(DemoFailedException.class)
        .hasMessageContaining("/v1/imports with 401");
  }

  @Test
  void theProjectsAreShownByTitleAndAddress() {
    assertThat(new SampleImport(service.uri(), "t").projects(1))
        .containsExactly(new SampleImport.Project("T", "U"));
  }

  private ImportState run(String token) {
    return new SampleImport(service.uri(), token)
        .run("@channel", LIMIT, state -> seen.add(state.imported()));
  }
}
