package dev.reelport.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.testing.stack.TcpProxy.Flow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy between a client and a server that repeats what it hears, on real sockets. */
class TcpProxyTest {

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private ServerSocket echo;
  private TcpProxy proxy;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    ProxyLink.thread("echo", this::serve);
    proxy = TcpProxy.to(echo.getLocalPort());
    client = connected();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    proxy.close();
    echo.close();
  }

  @Test
  void everythingPassesAtFirst() throws IOException {
    assertThat(ask("hello")).isEqualTo("hello");
    assertThat(proxy.url("postgresql://127.0.0.1:" + echo.getLocalPort() + "/x"))
        .isEqualTo("postgresql://127.0.0.1:" + proxy.port() + "/x");
  }

  @Test
  void delayedBytesComeLate() throws IOException {
    proxy.delay(Duration.ofMillis(200));
    long began = System.nanoTime();
    assertThat(ask("late")).isEqualTo("late");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void throttledBytesComeSlowly() throws IOException {
    proxy.throttle(100);
    long began = System.nanoTime();
    assertThat(ask("x".repeat(50))).hasSize(50);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void stalledBytesComeWhenTheStallIsOver() throws IOException {
    proxy.stall();
    send(client, "held");
    try (Socket other = connected()) {
      send(other, "held too");
      assertThatThrownBy(() -> receive(client, 4)).isInstanceOf(SocketTimeoutException.class);
      proxy.pass();
      assertThat(receive(client, 4)).isEqualTo("held");
      assertThat(receive(other, 8)).isEqualTo("held too");
    }
  }

  @Test
  void lostResponsesAreHeardAllTheSame() throws IOException {
    proxy.dropResponses();
    send(client, "one");
    assertThatThrownBy(() -> receive(client, 3)).isInstanceOf(SocketTimeoutException.class);
    assertThat(heard).containsExactly("one");
  }

  @Test
  void aConnectionIsCutAfterSoManyBytes() throws IOException {
    proxy.cutAfter(5);
    assertThat(ask("12345")).isEqualTo("12345");
    send(client, "6");
    assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(SocketException.class);
    try (Socket other = connected()) {
      send(other, "new");
      assertThat(receive(other, 3)).isEqualTo("new");
    }
  }

  @Test
  void openConnectionsAreResetAndNewOnesPass() throws IOException {
    assertThat(ask("before")).isEqualTo("before");
    proxy.reset();
    assertThatThrownBy(() -> receive(client, 1))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    Awaitility.await().until(() -> proxy.open() == 0);
    try (Socket other = connected()) {
      send(other, "after");
      assertThat(receive(other, 5)).isEqualTo("after");
    }
  }

  @Test
  void theReplyToTheNthOfCertainBytesIsLost() throws Exception {
    ProxyTrigger trigger = proxy.when(Flow.REQUEST, "COMMIT").time(2).loseReply();
    assertThat(ask("COMMIT")).isEqualTo("COMMIT");
    // In two parts, as a network may cut it.
    assertThat(ask("COM")).isEqualTo("COM");
    send(client, "MIT");
    assertThatThrownBy(() -> receive(client, 3)).isInstanceOf(SocketException.class);
    assertThat(trigger.hasActed(1)).isTrue();
    assertThat(heard).containsExactly("COMMIT", "COM", "MIT");
  }

  @Test
  void certainBytesNeverArrive() throws IOException {
    proxy.when(Flow.REQUEST, "secret").reset();
    assertThat(ask("open")).isEqualTo("open");
    send(client, "a secret");
    assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(SocketException.class);
    assertThat(heard).containsExactly("open");
  }

  @Test
  void somethingIsDoneBeforeAnAnswerArrives() throws IOException {
    proxy.when(Flow.RESPONSE, "now").run(() -> heard.add("done"));
    assertThat(ask("not yet")).isEqualTo("not yet");
    assertThat(ask("now")).isEqualTo("now");
    assertThat(heard).containsExactly("not yet", "now", "done");
  }

  @Test
  void aServerThatIsDownEndsTheConnection() throws IOException {
    echo.close();
    try (Socket other = connected()) {
      assertThatThrownBy(() -> receive(other, 1))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(2_000);
    return socket;
  }

  private String ask(String text) throws IOException {
    send(client, text);
    return receive(client, text.length());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String receive(Socket socket, int bytes) throws IOException {
    byte[] read = socket.getInputStream().readNBytes(bytes);
    if (read.length < bytes) {
      throw new SocketException("ended");
    }
    return new String(read, StandardCharsets.US_ASCII);
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        ProxyLink.thread("echo-connection", () -> repeat(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void repeat(Socket socket) {
    byte[] buffer = new byte[1_000];
    try (socket) {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        heard.add(new String(buffer, 0, n, StandardCharsets.US_ASCII));
        socket.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException gone) {
      // The client has what it wanted.
    }
  }
}
