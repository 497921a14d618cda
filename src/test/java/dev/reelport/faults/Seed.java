package dev.reelport.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Where all chance in the fault tests comes from. It is printed, and {@code -Dreelport.seed=N}
 * brings the same choices again; what processes and networks make of them may differ.
 */
final class Seed {

  private static final Path FILE = Path.of("target", "faults", "seed");
  private static long value;

  private Seed() {}

  /** Random choices of a test, different for each name. */
  static Random random(String name) {
    System.out.println(name + ": seed " + value() + ", repeat with -Dreelport.seed=" + value());
    return new Random(value() * 31 + name.hashCode());
  }

  /** The seed of this run: the property, or what an earlier test of the same build drew. */
  static synchronized long value() {
    if (value == 0) {
      value = Long.getLong("reelport.seed", 0);
    }
    if (value == 0) {
      value = drawn();
    }
    return value;
  }

  /** The next run draws anew. */
  static void forget() throws IOException {
    Files.deleteIfExists(FILE);
  }

  private static long drawn() {
    try {
      if (!Files.exists(FILE)) {
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, Long.toString(new SplittableRandom().nextLong(1, 1_000_000)));
      }
      return Long.parseLong(Files.readString(FILE).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
