package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final String FOLLOWED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String NOT_FOLLOWED =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

  @Test
  void aTraceThatSomebodyFollowsGoesOnAsItWas() {
    try (Scope scope = Trace.of(FOLLOWED).makeCurrent()) {
      assertThat(scope).isNotNull();
      assertThat(Trace.current()).isEqualTo(FOLLOWED);
    }
  }

  @Test
  void whatNobodyFollowsIsNotCarried() {
    assertThat(Trace.current()).isNull();
    try (Scope scope = Trace.of(NOT_FOLLOWED).makeCurrent()) {
      assertThat(scope).isNotNull();
      assertThat(Trace.current()).isNull();
    }
  }

  @Test
  void whatIsNoTraceparentBeginsANewTrace() {
    assertThat(Span.fromContext(Trace.of("made up")).getSpanContext().isValid()).isFalse();
  }
}
