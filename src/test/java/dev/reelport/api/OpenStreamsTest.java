package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.platform.UserId;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

  private final OpenStreams streams = new OpenStreams(2);
  private final UserId ada = new UserId("ada");

  @Test
  void aUserMayHaveSoManyAndAnotherOneWhenOneHasEnded() {
    // Given
    Runnable first = streams.enter(ada);
    streams.enter(ada);

    // Then
    assertThatThrownBy(() -> streams.enter(ada))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMITED));
    streams.enter(new UserId("bob"));

    // And
    first.run();
    streams.enter(ada);
    assertThatThrownBy(() -> streams.enter(ada)).isInstanceOf(ProblemException.class);
  }
}
