package dev.reelport.analysis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Reads what a language model answered: the envelope of a chat completion, and in it one JSON
 * object with lists of strings. It may say anything, so only so much of anything is taken.
 */
final class ModelAnswer {

  /** The most words that are looked at in a list. */
  private static final int MOST_WORDS = 40;

  private static final int LONGEST_WORD = 200;

  /** Far more than the 1,024 tokens that were asked for. */
  private static final int LONGEST_TEXT = 32 * 1024;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(16).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** Many models put what they are asked for between such lines, whatever they are told. */
  private static final Pattern FENCE =
      Pattern.compile("```(?:json)?\\s*\\R(.*)\\R\\s*```", Pattern.DOTALL);

  private ModelAnswer() {}

  /**
   * What the model proposes.
   *
   * @throws ModelFailure for every status but 200, and for what is no such answer
   */
  static Proposal read(int status, byte[] body) {
    if (status >= 500 || status == 408 || status == 425 || status == 429 || status < 200) {
      throw new ModelFailure.Unavailable("The language model answered " + status, null);
    }
    if (status != 200) {
      throw new ModelFailure.Refused(status);
    }
    JsonNode text = json(body).path("choices").path(0).path("message").path("content");
    if (!text.isTextual() || text.textValue().length() > LONGEST_TEXT) {
      throw garbage();
    }
    return proposal(text.textValue().strip());
  }

  private static Proposal proposal(String text) {
    Matcher fence = FENCE.matcher(text);
    JsonNode said =
        json((fence.matches() ? fence.group(1) : text).getBytes(StandardCharsets.UTF_8));
    if (!said.isObject()) {
      throw garbage();
    }
    return new Proposal(
        words(said.path("tools")), words(said.path("categories")), words(said.path("topics")));
  }

  private static List<String> words(JsonNode list) {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      throw garbage();
    }
    return StreamSupport.stream(list.spliterator(), false)
        .limit(MOST_WORDS)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(word -> word.length() <= LONGEST_WORD)
        .toList();
  }

  private static JsonNode json(byte[] text) {
    try {
      return READER.readTree(text);
    } catch (IOException e) {
      // The cause is left out: its message quotes the text.
      throw garbage();
    }
  }

  private static ModelFailure garbage() {
    return new ModelFailure.Garbage("The language model answered something else");
  }
}
