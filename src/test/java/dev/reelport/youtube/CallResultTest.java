package dev.reelport.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallResultTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new YouTubeFailure.Unavailable("503", null), CallResult.SERVER_ERROR),
        Arguments.of(
            new YouTubeFailure.Unavailable("late", new IOException(new TimeoutException())),
            CallResult.TIMEOUT),
        Arguments.of(
            new YouTubeFailure.Unavailable("gone", new IOException()), CallResult.CONNECTION),
        Arguments.of(new YouTubeFailure.Garbage("no JSON", null), CallResult.MALFORMED),
        Arguments.of(new YouTubeFailure.DayUsedUp("over"), CallResult.QUOTA),
        Arguments.of(
            new YouTubeFailure.Throttled("slower", Optional.empty()), CallResult.THROTTLED),
        Arguments.of(new YouTubeFailure.NotFound("nothing"), CallResult.CLIENT_ERROR),
        Arguments.of(new YouTubeFailure.Misconfigured("no key"), CallResult.CLIENT_ERROR),
        Arguments.of(new IllegalStateException("ours"), CallResult.BROKEN));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureHasOneResult(Throwable failure, CallResult result) {
    assertThat(CallResult.of(failure, false)).isEqualTo(result);
  }

  @Test
  void anAnswerIsOkAndWhatTheGuardGaveUpIsLate() {
    assertThat(CallResult.of(null, false)).isEqualTo(CallResult.OK);
    assertThat(CallResult.of(null, true)).isEqualTo(CallResult.TIMEOUT);
  }
}
