package dev.reelport.intake;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A record as it came; key and value may be null. */
final class RawRecord {

  private final byte[] key;
  private final byte[] value;
  private final Headers headers;

  RawRecord(byte[] key, byte[] value, Headers headers) {
    this.key = key;
    this.value = value;
    this.headers = headers;
  }

  boolean hasKey() {
    return key != null;
  }

  boolean hasValue() {
    return value != null;
  }

  byte[] value() {
    return value;
  }

  /** The last header of this name as text; empty if there is none or it has no value. */
  Optional<String> header(String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** The media type of the value, in lower case and without parameters. */
  Optional<String> mediaType() {
    return header("content-type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }
}
