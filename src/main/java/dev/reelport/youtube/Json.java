package dev.reelport.youtube;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads single values out of JSON that is not to be trusted: a bad value is an absent one. */
final class Json {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,19}");

  private Json() {}

  /**
   * @throws YouTubeFailure.Garbage if the body is not one JSON object
   */
  static JsonNode parse(byte[] body) {
    try {
      JsonNode root = READER.readTree(body);
      if (root != null && root.isObject()) {
        return root;
      }
    } catch (IOException e) {
      // The cause is left out: its message quotes the body.
      throw new YouTubeFailure.Garbage("YouTube's answer is not JSON", null);
    }
    throw new YouTubeFailure.Garbage("YouTube's answer is not a JSON object", null);
  }

  /** As {@link #parse}, but missing where the body is no JSON object. */
  static JsonNode parseOrMissing(byte[] body) {
    try {
      return parse(body);
    } catch (YouTubeFailure.Garbage e) {
      return MissingNode.getInstance();
    }
  }

  /** A text, without U+0000, which PostgreSQL cannot store. */
  static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.textValue().replace("\0", "")) : Optional.empty();
  }

  /** A count from 0 on, which YouTube writes as a text; numbers are read as well. */
  static OptionalLong count(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
      return OptionalLong.of(node.longValue());
    }
    if (node.isTextual() && COUNT.matcher(node.textValue()).matches()) {
      try {
        return OptionalLong.of(Long.parseLong(node.textValue()));
      } catch (NumberFormatException beyondLong) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /** A whole number from 0 to {@link Integer#MAX_VALUE}. */
  static Optional<Integer> size(JsonNode node) {
    OptionalLong count = count(node);
    return count.isPresent() && count.getAsLong() <= Integer.MAX_VALUE
        ? Optional.of((int) count.getAsLong())
        : Optional.empty();
  }

  /** An RFC 3339 time of the years 1970 to 9999, with any number of fraction digits. */
  static Optional<Instant> instant(JsonNode node) {
    if (!node.isTextual()) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(node.textValue());
      boolean plausible = time.getYear() >= 1970 && time.getYear() <= 9999;
      return plausible ? Optional.of(time.toInstant()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
