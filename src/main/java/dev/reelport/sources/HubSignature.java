package dev.reelport.sources;

import dev.reelport.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether the hub has signed a notification, by W3C WebSub, 7.1. YouTube's hub uses SHA-1. */
final class HubSignature {

  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "sha1", "HmacSHA1",
          "sha256", "HmacSHA256",
          "sha384", "HmacSHA384",
          "sha512", "HmacSHA512");

  private HubSignature() {}

  /**
   * Compares in constant time.
   *
   * @param header such as {@code sha1=0123…}
   * @param body as it came
   */
  static boolean fits(Optional<String> header, byte[] body, Secret secret) {
    return header.map(text -> fits(text, body, secret)).orElse(false);
  }

  private static boolean fits(String header, byte[] body, Secret secret) {
    int equals = header.indexOf('=');
    String algorithm = equals < 0 ? null : ALGORITHMS.get(header.substring(0, equals));
    if (algorithm == null) {
      return false;
    }
    String given = header.substring(equals + 1).toLowerCase(Locale.ROOT);
    String right = HexFormat.of().formatHex(sign(algorithm, body, secret));
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sign(String algorithm, byte[] body, Secret secret) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
