package dev.reelport.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelAnswerTest {

  private static final String GOOD =
      "{\"tools\": [\"Node.js\", \"Go\"], \"categories\": [\"Cloud\"], \"topics\": [\"servers\"]}";

  @Test
  void aGoodAnswerIsRead() {
    assertThat(said(GOOD))
        .isEqualTo(new Proposal(List.of("Node.js", "Go"), List.of("Cloud"), List.of("servers")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"```json\n%s\n```", "```\n%s\n```", "\n  %s \n"})
  void aFenceAroundItDoesNotMatter(String around) {
    assertThat(said(around.formatted(GOOD))).isEqualTo(said(GOOD));
  }

  @Test
  void whatIsNoWordIsLeftOutAndWhatIsMissingIsEmpty() {
    assertThat(
            said(
                "{\"tools\": [1, null, \"Go\", {\"a\": 1}, [\"x\"], true], \"categories\": null,"
                    + " \"more\": \"of it\"}"))
        .isEqualTo(new Proposal(List.of("Go"), List.of(), List.of()));
  }

  @Test
  void onlySoMuchIsLookedAt() {
    // Given
    String many = "\"word\",".repeat(1_000) + "\"" + "x".repeat(201) + "\"";

    // Then
    assertThat(said("{\"topics\": [" + many + "]}").topics()).hasSize(40);
    assertThat(said("{\"topics\": [\"" + "x".repeat(201) + "\"]}").topics()).isEmpty();
    assertGarbage("{\"topics\": [" + "\"word\",".repeat(10_000) + "\"word\"]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"tools\"",
        "Here you are: {\"tools\": []}",
        "{\"tools\": []} and {\"tools\": []}",
        "{\"tools\": \"Go\"}",
        "{\"tools\": {\"Go\": 1}}",
        "{\"tools\": [\"Go\"",
        "{\"tools\": [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}"
      })
  void whatIsNoObjectWithListsIsGarbage(String content) {
    assertGarbage(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"choices\": []}",
        "{\"choices\": [{\"message\": {\"content\": null}}]}",
        "{\"choices\": [{\"message\": {\"content\": [\"Go\"]}}]}",
        "{\"choices\": {\"message\": 1}}"
      })
  void whatIsNoCompletionIsGarbage(String body) {
    assertThatThrownBy(() -> ModelAnswer.read(200, body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ModelFailure.Garbage.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408})
  void aModelThatIsIllOrBusyIsUnavailable(int status) {
    assertThatThrownBy(() -> ModelAnswer.read(status, completion(GOOD)))
        .isInstanceOf(ModelFailure.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404, 422, 204})
  void aModelThatRefusesIsTheOperatorsTurn(int status) {
    assertThatThrownBy(() -> ModelAnswer.read(status, completion(GOOD)))
        .isInstanceOf(ModelFailure.Refused.class)
        .hasMessageContaining(String.valueOf(status));
  }

  @Test
  void noMessageRepeatsWhatTheModelSaid() {
    assertThatThrownBy(() -> said("planted {"))
        .isInstanceOf(ModelFailure.Garbage.class)
        .hasMessageNotContaining("planted")
        .hasNoCause();
  }

  @Test
  void brokenAnswersAreGarbageOrAProposalAndNothingElse() {
    // Given
    Random random = new Random(7);
    byte[] good = completion(GOOD);
    for (int round = 0; round < 5_000; round++) {
      byte[] broken = good.clone();
      for (int n = 0; n <= random.nextInt(6); n++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }

      // When
      Throwable thrown = catchThrowable(() -> ModelAnswer.read(200, broken));

      // Then
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(ModelFailure.Garbage.class);
      }
    }
  }

  @Test
  void brokenContentIsGarbageOrAProposalAndNothingElse() {
    // Given
    Random random = new Random(11);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder content = new StringBuilder(GOOD);
      for (int n = 0; n <= random.nextInt(6); n++) {
        content.setCharAt(random.nextInt(content.length()), (char) random.nextInt(0x10000));
      }

      // When
      Throwable thrown = catchThrowable(() -> said(content.toString()));

      // Then
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(ModelFailure.Garbage.class);
      }
    }
  }

  private static void assertGarbage(String content) {
    assertThatThrownBy(() -> said(content)).isInstanceOf(ModelFailure.Garbage.class);
  }

  private static Proposal said(String content) {
    return ModelAnswer.read(200, completion(content));
  }

  private static byte[] completion(String content) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("choices").addObject().putObject("message").put("content", content);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
