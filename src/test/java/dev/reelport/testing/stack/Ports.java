package dev.reelport.testing.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Finds free ports, below those the system gives to outgoing connections: a client that retries
 * while its server is down would otherwise, sooner or later, connect to itself and take the port.
 *
 * <p>A port is given once on this machine while the JVM lives that got it, for it is free until
 * whoever it is for listens there. The system keeps the books: each port is a locked byte of one
 * file, and a lock ends with its process, however that ends.
 */
public final class Ports {

  private static final int LOWEST = 10_000;
  private static final int TRIES = 1_000;
  private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  // Never closed: closing it would end the locks of this JVM's other class loaders as well.
  private static final FileChannel GIVEN = given();

  // The JVM forgets a lock that nobody holds on to, and would give it again.
  private static final Set<FileLock> LOCKS = ConcurrentHashMap.newKeySet();

  private Ports() {}

  private static FileChannel given() {
    try {
      return FileChannel.open(
          WorkFolder.base().resolve("ports"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port nobody listens on, and nobody else is given. */
  public static int free() {
    int highest = Math.max(LOWEST + TRIES, firstOutgoing());
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, highest);
      if (take(port) && isFree(port)) {
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

  private static boolean take(int port) {
    try {
      FileLock lock = GIVEN.tryLock(port, 1, false);
      return lock != null && LOCKS.add(lock);
    } catch (OverlappingFileLockException taken) {
      // By this JVM, in this class loader or another.
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFree(int port) {
    // On all addresses: a server on any of them would be in the way.
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The first of the ports that the system gives to outgoing connections. */
  static int firstOutgoing() {
    // As a line: the system shows this file to who takes it in one piece, and readString does not.
    try (BufferedReader range = Files.newBufferedReader(OUTGOING)) {
      return Integer.parseInt(range.readLine().split("\\s+", -1)[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
