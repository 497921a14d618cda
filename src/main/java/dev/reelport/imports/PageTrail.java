package dev.reelport.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Which pages a listing has been on, as short fingerprints of their tokens. */
final class PageTrail {

  /** More pages than YouTube's longest list of 20,000 has, even if most of them are short. */
  static final int MOST_PAGES = 2_000;

  private PageTrail() {}

  /** Whether turning to this page would go in circles, or never end. */
  static boolean loops(List<String> seen, String token) {
    return seen.size() >= MOST_PAGES || seen.contains(fingerprint(token));
  }

  static List<String> with(List<String> seen, String token) {
    List<String> longer = new ArrayList<>(seen);
    longer.add(fingerprint(token));
    return longer;
  }

  private static String fingerprint(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return Long.toUnsignedString(ByteBuffer.wrap(hash).getLong(), Character.MAX_RADIX);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
