package dev.reelport.operations;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes traces as a collector does: OTLP over HTTP, in protobuf. */
final class OtlpCollector implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final List<Seen> spans = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  OtlpCollector() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::take)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** A span as it came. */
  record Seen(
      String trace,
      String id,
      String parent,
      String name,
      Span.SpanKind kind,
      Map<String, String> attributes) {

    private static Seen of(Span span) {
      return new Seen(
          hex(span.getTraceId().toByteArray()),
          hex(span.getSpanId().toByteArray()),
          hex(span.getParentSpanId().toByteArray()),
          span.getName(),
          span.getKind(),
          span.getAttributesList().stream()
              .collect(Collectors.toMap(KeyValue::getKey, Seen::text, (one, other) -> other)));
    }

    private static String text(KeyValue attribute) {
      return attribute.getValue().hasStringValue()
          ? attribute.getValue().getStringValue()
          : attribute.getValue().toString().strip();
    }

    private static String hex(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }

    boolean has(String attribute, String value) {
      return value.equals(attributes.get(attribute));
    }
  }

  /** The address for {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** All spans that came. */
  List<Seen> spans() {
    return List.copyOf(spans);
  }

  /** The spans of a trace. */
  List<Seen> spans(String trace) {
    return spans.stream().filter(span -> span.trace().equals(trace)).toList();
  }

  /** The span with this id. */
  Optional<Seen> span(String id) {
    return spans.stream().filter(span -> span.id().equals(id)).findFirst();
  }

  /** Everything that came, byte for byte. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              read(body.getBytes());
              request
                  .response()
                  .putHeader("Content-Type", "application/x-protobuf")
                  .end(Buffer.buffer());
            });
  }

  private void read(byte[] body) {
    bodies.add(new String(body, StandardCharsets.ISO_8859_1));
    try {
      ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .map(Seen::of)
          .forEach(spans::add);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
