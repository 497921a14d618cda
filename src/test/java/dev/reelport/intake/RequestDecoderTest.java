package dev.reelport.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reelport.imports.ImportRequest;
import dev.reelport.platform.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {

  private static final String BODY =
      """
      {"requestId":"r1","userId":"alice","target":" dQw4w9WgXcQ ","options":{"private":false}}""";
  private static final String WITHOUT_ID = "{\"userId\":\"alice\",\"target\":\"dQw4w9WgXcQ\"}";

  @Test
  void aPlainRecordIsRead() {
    // When
    ImportRequest request = decode(BODY, Map.of());

    // Then
    assertThat(request.user()).isEqualTo(new UserId("alice"));
    assertThat(request.requestId()).hasValue("r1");
    assertThat(request.target().canonical()).isEqualTo("video:dQw4w9WgXcQ");
    assertThat(request.written()).isEqualTo("dQw4w9WgXcQ");
    assertThat(request.options().isPrivate()).isFalse();
  }

  @Test
  void theUserIsTheOneInTheBodyWhateverTheKeyIs() {
    assertThat(
            RequestDecoder.decode(new RawRecord(bytes("bob"), bytes(BODY), new RecordHeaders()))
                .user())
        .isEqualTo(new UserId("alice"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json; charset=UTF-8", ""})
  void aBinaryEventIsReadAndItsIdServes(String contentType) {
    Map<String, String> headers =
        contentType.isEmpty()
            ? Map.of("ce_specversion", "1.0", "ce_id", "e1")
            : Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                "e1",
                "ce_source",
                "/x",
                "ce_type",
                "t",
                "ce_tenant",
                "x",
                "content-type",
                contentType);

    assertThat(decode(WITHOUT_ID, headers).requestId()).hasValue("e1");
    assertThat(decode(BODY, headers).requestId()).as("the body's own id is first").hasValue("r1");
  }

  static Stream<String> structured() {
    String base64 = Base64.getEncoder().encodeToString(bytes(WITHOUT_ID));
    return Stream.of(
        "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/x\",\"type\":\"t\",\"data\":"
            + WITHOUT_ID
            + "}",
        "{\"data\":"
            + WITHOUT_ID
            + ",\"specversion\":\"1.0\",\"id\":\"e1\",\"tenant\":7,"
            + "\"datacontenttype\":\"application/json\"}",
        "{\"specversion\":\"1.0\",\"id\":\"e1\",\"data_base64\":\"" + base64 + "\"}");
  }

  @ParameterizedTest
  @MethodSource("structured")
  void aStructuredEventIsReadWithAndWithoutItsHeader(String event) {
    Map<String, String> header =
        Map.of("content-type", "application/cloudevents+json; charset=utf-8");

    assertThat(decode(event, header).requestId()).hasValue("e1");
    assertThat(decode(event, Map.of()).requestId()).hasValue("e1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                                        | invalid_json",
        "{                                                         | invalid_json",
        "not json                                                  | invalid_json",
        "{\"userId\":\"a\"} {}                                     | invalid_json",
        "{\"userId\":\"a\",\"userId\":\"b\"}                       | invalid_json",
        "{\"requestId\":\"r\",\"userId\":\"\\ud800\",\"target\":\"dQw4w9WgXcQ\"} | invalid_json",
        "null                                                      | invalid_request",
        "[]                                                        | invalid_request",
        "\"x\"                                                     | invalid_request",
        "{}                                                        | invalid_request",
        "{\"requestId\":\"r\",\"target\":\"dQw4w9WgXcQ\"}          | invalid_request",
        "{\"requestId\":\"r\",\"userId\":\"a\"}                    | invalid_request",
        "{\"userId\":\"a\",\"target\":\"dQw4w9WgXcQ\"}             | invalid_request",
        "{\"requestId\":\"\",\"userId\":\"a\",\"target\":\"dQw4w9WgXcQ\"} | invalid_request",
        "{\"requestId\":\"r\",\"userId\":\" \",\"target\":\"dQw4w9WgXcQ\"} | invalid_request",
        "{\"requestId\":5,\"userId\":\"a\",\"target\":\"dQw4w9WgXcQ\"} | invalid_request",
        "{\"requestId\":\"r\",\"userId\":1,\"target\":\"dQw4w9WgXcQ\"} | invalid_request",
        "{\"requestId\":\"r\",\"userId\":\"a\",\"target\":\"dQw4w9WgXcQ\",\"x\":1} | invalid_request",
        "{\"requestId\":\"r\",\"userId\":\"a\",\"target\":\"dQw4w9WgXcQ\",\"options\":{\"maxVideos\":0}} | invalid_request",
        "{\"requestId\":\"r\",\"userId\":\"a\",\"target\":\"dQw4w9WgXcQ\",\"options\":{\"maxVideos\":1e400}} | invalid_request",
        "{\"requestId\":\"r\",\"userId\":\"a\",\"target\":\"dQw4w9WgXcQ\",\"options\":{\"publishedAfter\":1}} | invalid_request",
        "{\"requestId\":\"r\",\"userId\":\"a\",\"target\":\"https://example.com\"} | invalid_target",
        "{\"requestId\":\"r\",\"userId\":\"a\",\"target\":\"\"}    | invalid_target",
        "{\"specversion\":\"0.3\",\"id\":\"e\",\"data\":{}}        | unsupported_version",
        "{\"specversion\":1.0,\"id\":\"e\",\"data\":{}}            | invalid_request",
        "{\"specversion\":\"1.0\",\"id\":\"e\"}                    | invalid_request",
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"data\":\"x\"}     | invalid_request",
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"data_base64\":\"%\"} | invalid_request",
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"data_base64\":\"eA==\"} | invalid_json",
        "{\"specversion\":\"1.0\",\"id\":\"e\",\"datacontenttype\":\"text/xml\",\"data\":{}} | unsupported_content_type",
      })
  void aValueThatCannotWorkSaysWhy(String value, String reason) {
    assertThat(poison(bytes(value), Map.of()).reason().code()).isEqualTo(reason);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of(Map.of("ce_specversion", "0.3", "ce_id", "e"), "unsupported_version"),
        Arguments.of(Map.of("ce_specversion", "2.0"), "unsupported_version"),
        Arguments.of(
            Map.of("ce_specversion", "1.0", "content-type", "application/avro"),
            "unsupported_content_type"),
        Arguments.of(
            Map.of("content-type", "application/cloudevents-batch+json"),
            "unsupported_content_type"),
        Arguments.of(
            Map.of("content-type", "application/cloudevents+json"), "unsupported_version"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void anEventOfAnotherKindSaysWhy(Map<String, String> headers, String reason) {
    assertThat(poison(bytes(BODY), headers).reason().code()).isEqualTo(reason);
  }

  @Test
  void tombstonesMissingKeysAndHugeValuesSayWhy() {
    Headers none = new RecordHeaders();
    assertThat(reason(new RawRecord(bytes("a"), null, none))).isEqualTo("tombstone");
    assertThat(reason(new RawRecord(null, bytes(BODY), none))).isEqualTo("missing_key");
    assertThat(reason(new RawRecord(bytes("a"), new byte[64 * 1024 + 1], none)))
        .isEqualTo("too_large");
    assertThat(reason(new RawRecord(bytes("a"), bytes(BODY + " ".repeat(1 << 20)), none)))
        .isEqualTo("too_large");
  }

  @Test
  void whatIsNotUtf8IsNotGuessedAt() {
    assertThat(poison(BODY.getBytes(StandardCharsets.UTF_16), Map.of()).reason())
        .isEqualTo(DeadLetterReason.INVALID_JSON);
    assertThat(poison(bytes(BODY.replace("alice", "é")).clone(), "é", (byte) 0xff).reason())
        .isEqualTo(DeadLetterReason.INVALID_JSON);
  }

  @Test
  void theMessageIsTheCodeBecauseTheConnectorWritesItIntoTheHeader() {
    PoisonException poison = poison(bytes("{}"), Map.of());

    assertThat(poison).hasMessage("invalid_request");
    assertThat(poison.detail()).isNotBlank().doesNotContain("invalid_request");
  }

  @Test
  void noGarbageIsMoreThanPoison() {
    Random random = new Random(11);
    byte[] good = bytes(BODY);
    for (int i = 0; i < 20_000; i++) {
      byte[] value = good.clone();
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        value[random.nextInt(value.length)] = (byte) random.nextInt();
      }
      Headers headers = new RecordHeaders();
      if (random.nextBoolean()) {
        headers.add("ce_specversion", bytes("1.0"));
      }
      if (random.nextInt(4) == 0) {
        headers.add("content-type", bytes("application/cloudevents+json"));
      }
      try {
        RequestDecoder.decode(new RawRecord(bytes("k"), value, headers));
      } catch (PoisonException expected) {
        assertThat(expected.detail()).isNotBlank();
      }
    }
  }

  private static ImportRequest decode(String value, Map<String, String> headers) {
    return RequestDecoder.decode(new RawRecord(bytes("alice"), bytes(value), kafka(headers)));
  }

  private static PoisonException poison(byte[] value, Map<String, String> headers) {
    return catchThrowableOfType(
        PoisonException.class,
        () -> RequestDecoder.decode(new RawRecord(bytes("alice"), value, kafka(headers))));
  }

  private static PoisonException poison(byte[] value, String text, byte replacement) {
    int at =
        new String(value, StandardCharsets.ISO_8859_1)
            .indexOf(new String(bytes(text), StandardCharsets.ISO_8859_1));
    value[at] = replacement;
    return poison(value, Map.of());
  }

  private static String reason(RawRecord record) {
    return catchThrowableOfType(PoisonException.class, () -> RequestDecoder.decode(record))
        .reason()
        .code();
  }

  private static Headers kafka(Map<String, String> headers) {
    Headers kafka = new RecordHeaders();
    headers.forEach((name, value) -> kafka.add(name, bytes(value)));
    return kafka;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
