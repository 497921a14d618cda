package dev.reelport.platform;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.semconv.UrlAttributes;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps the queries of requests to us out of traces: people come back from Google with a code in
 * theirs, and whoever reads traces is to read no cursors and names either.
 */
@ApplicationScoped
class QuerySilence implements SpanProcessor {

  /** OpenTelemetry's own word for what was left out (semantic conventions, url.query). */
  private static final String REDACTED = "REDACTED";

  private static final AttributeKey<String> QUERY = UrlAttributes.URL_QUERY;

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (span.getKind() == SpanKind.SERVER && span.getAttribute(QUERY) != null) {
      span.setAttribute(QUERY, REDACTED);
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    // Its query was taken away when it began.
  }

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
