package dev.reelport.testing.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes that are nearly something good: some changed, cut, or doubled. */
public final class Mangled {

  private static final String TELLING = "{}[]\":,\\0e-%&=\n";

  private Mangled() {}

  /** The text with one to four changes; equal states of the random make equal bytes. */
  public static byte[] of(String good, Random random) {
    byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
    int changes = 1 + random.nextInt(4);
    for (int n = 0; n < changes; n++) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> with(bytes, at, (byte) random.nextInt(256));
            case 1 -> with(bytes, at, (byte) TELLING.charAt(random.nextInt(TELLING.length())));
            case 2 -> Arrays.copyOf(bytes, at + 1);
            default -> doubled(bytes, at);
          };
    }
    return bytes;
  }

  /** Bytes that mean nothing. */
  public static byte[] noise(Random random, int most) {
    byte[] bytes = new byte[1 + random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] doubled(byte[] bytes, int at) {
    byte[] longer = new byte[bytes.length + at];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(bytes, 0, longer, at, bytes.length);
    return longer;
  }
}
