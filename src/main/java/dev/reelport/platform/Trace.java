package dev.reelport.platform;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The trace that work belongs to, in the form in which it travels in rows and records: the {@code
 * traceparent} of W3C Trace Context.
 */
public final class Trace {

  private static final String HEADER = "traceparent";
  private static final W3CTraceContextPropagator FORM = W3CTraceContextPropagator.getInstance();

  private Trace() {}

  /** The trace this runs in; null if nobody follows it, as when tracing is off. */
  public static String current() {
    if (!Span.current().getSpanContext().isSampled()) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    FORM.inject(Context.current(), headers, Map::put);
    return headers.get(HEADER);
  }

  /** Where the trace goes on; what is no traceparent begins a new one. */
  public static Context of(String traceparent) {
    return FORM.extract(Context.root(), traceparent, Header.INSTANCE);
  }

  /** Lets the trace this runs in go on in a new context of Vert.x. */
  static void carry(io.vertx.core.Context to) {
    if (Span.current().getSpanContext().isValid()) {
      // For as long as that context lives, so there is nothing to be closed.
      var unused = QuarkusContextStorage.INSTANCE.attach(to, Context.current());
    }
  }

  private enum Header implements TextMapGetter<String> {
    INSTANCE;

    @Override
    public Iterable<String> keys(String traceparent) {
      return List.of(HEADER);
    }

    @Override
    public String get(String traceparent, String key) {
      return HEADER.equals(key) ? traceparent : null;
    }
  }
}
