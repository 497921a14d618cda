package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** Redis with its append-only file on, so that a killed one comes back with what it answered. */
public final class RedisServer extends ChildServer {

  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TIMEOUT_MILLIS = 1_000;

  private final String executable;

  RedisServer(WorkFolder folder, int port) {
    super("Redis", folder, port, Signal.TERM, Signal.KILL);
    try {
      executable =
          ExecutableProvider.newJarResourceProvider(folder.path().toFile()).get().getPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Redis as the service's {@code REDIS_URL} names it. */
  public String url() {
    return "redis://127.0.0.1:" + port();
  }

  @Override
  List<String> command() {
    return List.of(
        executable,
        "--port",
        String.valueOf(port()),
        "--bind",
        "127.0.0.1",
        "--dir",
        folder.path().toString(),
        "--save",
        "",
        "--appendonly",
        "yes");
  }

  @Override
  boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(PING);
      return Arrays.equals(PONG, socket.getInputStream().readNBytes(PONG.length));
    } catch (IOException e) {
      return false;
    }
  }
}
