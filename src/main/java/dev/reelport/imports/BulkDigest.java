package dev.reelport.imports;

import dev.reelport.platform.RowJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells one bulk request from another by what they ask for, however it is spelled. */
final class BulkDigest {

  private BulkDigest() {}

  static String of(BulkRequest request, RowJson json) {
    MessageDigest sha = sha256();
    for (ImportRequest one : request.requests()) {
      add(sha, one.target().canonical());
      add(sha, json.write(one.options()));
    }
    request.invalid().forEach(one -> add(sha, one.target()));
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void add(MessageDigest sha, String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    // No text has it, so nothing runs together.
    sha.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
