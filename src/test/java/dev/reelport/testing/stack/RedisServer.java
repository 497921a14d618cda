package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** Redis with its append-only file on, so that a killed one comes back with what it answered. */
public final class RedisServer extends ChildServer {

  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TIMEOUT_MILLIS = 1_000;

  private final Optional<TlsDoor> tls;
  private final String executable;

  RedisServer(WorkFolder folder, int port, Optional<TlsDoor> tls) {
    super("Redis", folder, port, Signal.TERM, Signal.KILL);
    this.tls = tls;
    try {
      executable =
          ExecutableProvider.newJarResourceProvider(folder.path().toFile()).get().getPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Redis for whoever needs no login. */
  public String url() {
    return "redis://127.0.0.1:" + port();
  }

  /** What the service has to know of it: the address, and what vouches for it if it is by TLS. */
  Map<String, String> environment() {
    return tls.map(
            door ->
                Map.of(
                    ServiceEnvironment.REDIS_URL,
                    "rediss://%s:%s@localhost:%d"
                        .formatted(door.login().user(), door.login().password(), door.port()),
                    ServiceEnvironment.REDIS_CA,
                    door.certificate().pem().toString()))
        .orElseGet(() -> Map.of(ServiceEnvironment.REDIS_URL, url()));
  }

  @Override
  List<String> command() {
    List<String> line = new ArrayList<>();
    line.add(executable);
    line.addAll(List.of("--port", String.valueOf(port()), "--bind", "127.0.0.1"));
    line.addAll(List.of("--dir", folder.path().toString(), "--save", "", "--appendonly", "yes"));
    tls.ifPresent(
        door -> {
          line.addAll(List.of("--tls-port", String.valueOf(door.port())));
          line.addAll(List.of("--tls-cert-file", door.certificate().pem().toString()));
          line.addAll(List.of("--tls-key-file", door.certificate().keyPem().toString()));
          line.addAll(List.of("--tls-auth-clients", "no", "--user", door.login().user()));
          line.addAll(List.of("on", ">" + door.login().password(), "~*", "&*", "+@all"));
        });
    return line;
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
