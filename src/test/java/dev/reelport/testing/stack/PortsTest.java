package dev.reelport.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

  // Of some 20,000: without books, some would be given twice in nearly every run.
  private static final int MANY = 500;

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

  @Test
  void outgoingConnectionsBeginAboveThePortsOfTheSystem() {
    assertThat(Ports.firstOutgoing()).isGreaterThanOrEqualTo(1024);
  }

  @Test
  void aPortIsGivenOnceThoughNobodyListensThereYet() throws IOException {
    // Given another JVM that was given ports
    Process other =
        new ProcessBuilder(ClassPath.command(Taker.class)).redirectError(Redirect.INHERIT).start();
    try (BufferedReader others = other.inputReader()) {
      List<Integer> all = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        all.add(Integer.parseInt(others.readLine()));
      }

      // When this one is given as many
      for (int i = 0; i < MANY; i++) {
        all.add(Ports.free());
      }

      // Then
      assertThat(all).doesNotHaveDuplicates();
    } finally {
      other.getOutputStream().close();
    }
  }

  /** Is given ports, says which, and keeps them until its input ends. */
  static final class Taker {

    private Taker() {}

    public static void main(String[] args) throws IOException {
      for (int i = 0; i < MANY; i++) {
        System.out.println(Ports.free());
      }
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
