package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Finds free ports, below those the system gives to outgoing connections: a client that retries
 * while its server is down would otherwise, sooner or later, connect to itself and take the port.
 */
public final class Ports {

  private static final int LOWEST = 15_000;
  private static final int TRIES = 1_000;
  private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private Ports() {}

  /** A port nobody listens on. */
  public static int free() {
    int highest = Math.max(LOWEST + TRIES, firstOutgoing());
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, highest);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + LOWEST + " to " + highest);
  }

  /**
   * The wanted port, or a free one if it is taken, which is said.
   *
   * @param wanted 0 for any
   */
  public static int freeOr(int wanted, String who, Consumer<String> say) {
    if (wanted == 0) {
      return free();
    }
    if (isFree(wanted)) {
      return wanted;
    }
    int port = free();
    say.accept("Port " + wanted + " is taken, so " + who + " uses " + port + ".");
    return port;
  }

  private static boolean isFree(int port) {
    // On all addresses: a server on any of them would be in the way.
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static int firstOutgoing() {
    try {
      return Integer.parseInt(Files.readString(OUTGOING).strip().split("\\s+", -1)[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
