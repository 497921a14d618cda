package dev.reelport.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.stream.Collectors;

/**
 * Reads JSON that strangers send: no unknown or repeated fields, no guessing of types, nothing
 * behind the value, and bounded depth. What it refuses it explains without repeating the input.
 */
public final class StrictJson {

  /** Deepest accepted nesting. */
  public static final int MAX_DEPTH = 32;

  private static final JsonMapper MAPPER = mapper();

  private StrictJson() {}

  /** JSON that was refused; the message tells its sender what to change. */
  public static final class InvalidJsonException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidJsonException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Reads one value of the type from UTF-8; a JSON {@code null} is refused too. */
  public static <T> T read(byte[] json, Class<T> type) throws InvalidJsonException {
    requireUtf8(json);
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new InvalidJsonException("The body must be a JSON object, not null.", null);
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw new InvalidJsonException(
          "Unknown field " + path(e) + ". Known fields: " + known(e) + ".", e);
    } catch (InvalidFormatException e) {
      throw new InvalidJsonException(path(e) + " has a value that is not allowed.", e);
    } catch (MismatchedInputException e) {
      throw new InvalidJsonException(
          e.getPath().isEmpty()
              ? "The body must be one JSON object."
              : path(e) + " has the wrong type.",
          e);
    } catch (JsonMappingException e) {
      throw new InvalidJsonException("The body cannot be read at " + path(e) + ".", e);
    } catch (JsonProcessingException e) {
      throw new InvalidJsonException("The body is not valid JSON" + place(e) + ".", e);
    } catch (IOException e) {
      throw new InvalidJsonException("The body is not valid JSON.", e);
    }
  }

  /** The parser would guess other encodings (UTF-16, UTF-32) and read what nobody wrote. */
  private static void requireUtf8(byte[] json) throws InvalidJsonException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
    } catch (CharacterCodingException e) {
      throw new InvalidJsonException("The body is not UTF-8.", e);
    }
    for (byte unit : json) {
      if (unit == 0) {
        throw new InvalidJsonException("The body is not valid JSON: it has a zero byte.", null);
      }
    }
  }

  /** Instants as text with an offset; numbers could be seconds or milliseconds. */
  private static final class InstantText extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantText() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (Instant) context.handleUnexpectedToken(Instant.class, parser);
      }
      try {
        return OffsetDateTime.parse(parser.getText()).toInstant();
      } catch (DateTimeParseException e) {
        return (Instant)
            context.handleWeirdStringValue(Instant.class, parser.getText(), "not an instant");
      }
    }
  }

  /** Durations as text; numbers could be seconds or milliseconds. */
  private static final class DurationText extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1;

    DurationText() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (Duration) context.handleUnexpectedToken(Duration.class, parser);
      }
      try {
        return Duration.parse(parser.getText());
      } catch (DateTimeParseException e) {
        return (Duration)
            context.handleWeirdStringValue(Duration.class, parser.getText(), "not a duration");
      }
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(ref -> ref.getFieldName() == null ? "[" + ref.getIndex() + "]" : ref.getFieldName())
        .map(name -> name.length() > 64 ? name.substring(0, 64) + "…" : name)
        .collect(Collectors.joining("."));
  }

  private static String known(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds().stream()
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String place(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private static JsonMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    JsonMapper mapper =
        JsonMapper.builder(factory)
            .addModule(new JavaTimeModule())
            .addModule(
                new SimpleModule()
                    .addDeserializer(Instant.class, new InstantText())
                    .addDeserializer(Duration.class, new DurationText()))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }
}
