package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.imports.ImportConflict;
import dev.reelport.imports.InvalidRequestException;
import dev.reelport.imports.PreviewRefusal;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ServerErrorException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of(new InvalidRequestException("x"), ProblemCode.INVALID_REQUEST),
        Arguments.of(
            new ImportConflict(ImportConflict.Kind.IDEMPOTENCY_CONFLICT, "x"),
            ProblemCode.IDEMPOTENCY_CONFLICT),
        Arguments.of(
            new ImportConflict(ImportConflict.Kind.NOT_CANCELLABLE, "x"),
            ProblemCode.NOT_CANCELLABLE),
        Arguments.of(
            new ImportConflict(ImportConflict.Kind.NOT_RETRYABLE, "x"), ProblemCode.NOT_RETRYABLE),
        Arguments.of(new PreviewRefusal.NotFound("x"), ProblemCode.NOT_FOUND),
        Arguments.of(
            new PreviewRefusal.YouTubeUnavailable("x", Duration.ofSeconds(9)),
            ProblemCode.YOUTUBE_UNAVAILABLE),
        Arguments.of(
            new PreviewRefusal.QuotaExceeded("x", Duration.ofHours(2)), ProblemCode.QUOTA_EXCEEDED),
        Arguments.of(new UnauthorizedException(), ProblemCode.UNAUTHORIZED),
        Arguments.of(new ForbiddenException(), ProblemCode.FORBIDDEN),
        Arguments.of(new NotFoundException(), ProblemCode.NOT_FOUND),
        Arguments.of(new NotAllowedException("GET"), ProblemCode.METHOD_NOT_ALLOWED),
        Arguments.of(new WebApplicationException(406), ProblemCode.NOT_ACCEPTABLE),
        Arguments.of(new WebApplicationException(413), ProblemCode.TOO_LARGE),
        Arguments.of(new WebApplicationException(415), ProblemCode.UNSUPPORTED_MEDIA_TYPE),
        Arguments.of(new WebApplicationException(400), ProblemCode.INVALID_REQUEST),
        Arguments.of(new IllegalStateException(new IOException("x")), ProblemCode.UNAVAILABLE),
        Arguments.of(new TimeoutException(), ProblemCode.UNAVAILABLE),
        Arguments.of(new SQLException("x", "57P01"), ProblemCode.UNAVAILABLE));
  }

  @ParameterizedTest
  @MethodSource("known")
  void whatIsKnownHasACode(Throwable failure, ProblemCode code) {
    assertThat(Failures.explain(failure))
        .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo(code));
  }

  @Test
  void whatNobodyExpectedIsNeverTheCallersFault() {
    assertThat(Failures.explain(new IllegalStateException("x"))).isEmpty();
    assertThat(Failures.explain(new IllegalArgumentException("x"))).isEmpty();
    assertThat(Failures.explain(new SQLException("x", "23505"))).isEmpty();
    assertThat(Failures.explain(new ServerErrorException(500))).isEmpty();
  }

  @Test
  void whatGoesOnLaterSaysWhen() {
    assertThat(
            Failures.explain(new PreviewRefusal.QuotaExceeded("x", Duration.ofHours(2)))
                .orElseThrow()
                .retryAfter())
        .hasValue(Duration.ofHours(2));
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void everyCodeIsAUriAndATitle(ProblemCode code) {
    assertThat(code.type()).matches("urn:reelport:problem:[a-z_]+");
    assertThat(code.title()).isNotBlank();
    assertThat(code.status()).isBetween(400, 599);
  }
}
