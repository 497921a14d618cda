package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer before it is put on the wire. */
record Reply(int status, Map<String, String> headers, Buffer body) {

  static final String JSON = "application/json; charset=UTF-8";

  static Reply json(int status, JsonNode node) {
    return of(status, JSON, Json.pretty(node));
  }

  static Reply text(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply of(int status, String contentType, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", contentType);
    headers.put("Cache-Control", "private");
    headers.put("Vary", "Origin, Referer, X-Origin");
    headers.put("Server", "scaffolding on HTTPServer2");
    return new Reply(status, headers, Buffer.buffer(body));
  }

  static Reply redirect(String location) {
    return text(302, "text/html; charset=UTF-8", "").with("Location", location);
  }

  static Reply notModified() {
    return new Reply(304, Map.of("Cache-Control", "private"), Buffer.buffer());
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }
}
