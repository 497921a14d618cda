package dev.reelport.testing.youtube;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a code stands for.
 *
 * @param challenge of PKCE (S256), if the request had one
 * @param redirect where the code was sent; empty for one that no request was made for
 * @param offline whether it is worth a refresh token
 */
record Consent(
    SimChannel channel,
    String scope,
    Optional<String> challenge,
    Optional<String> redirect,
    boolean offline) {

  /** A consent that no request was made for. */
  static Consent of(SimChannel channel, String scope) {
    return new Consent(channel, scope, Optional.empty(), Optional.empty(), true);
  }

  /** Whether whoever brings the code is whoever asked for it. */
  boolean isMetBy(Map<String, String> form) {
    return redirect.map(uri -> uri.equals(form.get("redirect_uri"))).orElse(true)
        && challenge.map(hash -> hash.equals(hashOf(form.get("code_verifier")))).orElse(true);
  }

  private static String hashOf(String verifier) {
    if (verifier == null) {
      return "";
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha256.digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
