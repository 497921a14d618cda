package dev.reelport.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aPortThatIsTakenIsReplacedAndThatIsSaid() throws IOException {
    // Given
    List<String> said = new ArrayList<>();
    int wanted = Ports.free();

    try (ServerSocket taken = new ServerSocket(wanted)) {
      // When
      int port = Ports.freeOr(taken.getLocalPort(), "Redis", said::add);

      // Then
      assertThat(port).isNotEqualTo(wanted);
      assertThat(said).containsExactly("Port " + wanted + " is taken, so Redis uses " + port + ".");
    }
  }

  @Test
  void aPortThatIsFreeIsUsedWithoutAWord() {
    // Given
    List<String> said = new ArrayList<>();
    int wanted = Ports.free();

    // Then
    assertThat(Ports.freeOr(wanted, "Redis", said::add)).isEqualTo(wanted);
    assertThat(said).isEmpty();
  }
}
