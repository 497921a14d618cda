package dev.reelport.api;

import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Set;

/** Signs tokens with a key made for this run. */
final class TestTokens {

  // The profile and the tests live in different class loaders and share only the properties.
  private static final String PRIVATE = "reelport.test.private-key";
  private static final String PUBLIC = "reelport.test.public-key";

  private TestTokens() {}

  /** What JWT_PUBLIC_KEY is set to. */
  static synchronized String publicKey() {
    makeKeys();
    return "-----BEGIN PUBLIC KEY-----\n"
        + System.getProperty(PUBLIC)
        + "\n-----END PUBLIC KEY-----\n";
  }

  static String of(String user, String... groups) {
    return Jwt.claims().subject(user).groups(Set.of(groups)).expiresIn(3600).sign(privateKey());
  }

  static String withoutSubject() {
    return Jwt.claims().claim("name", "nobody").upn("nobody").expiresIn(3600).sign(privateKey());
  }

  static String expired() {
    long now = System.currentTimeMillis() / 1000;
    return Jwt.claims()
        .subject("alice")
        .issuedAt(now - 7200)
        .expiresAt(now - 3600)
        .sign(privateKey());
  }

  static String bySomebodyElse() {
    return Jwt.claims().subject("alice").expiresIn(3600).sign(generate().getPrivate());
  }

  static String unsigned() {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    long soon = System.currentTimeMillis() / 1000 + 3600;
    return base64.encodeToString(
            "{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(
            ("{\"sub\":\"alice\",\"exp\":" + soon + "}").getBytes(StandardCharsets.UTF_8))
        + ".";
  }

  private static synchronized void makeKeys() {
    if (System.getProperty(PRIVATE) == null) {
      KeyPair pair = generate();
      Base64.Encoder base64 = Base64.getEncoder();
      System.setProperty(PRIVATE, base64.encodeToString(pair.getPrivate().getEncoded()));
      System.setProperty(PUBLIC, base64.encodeToString(pair.getPublic().getEncoded()));
    }
  }

  private static PrivateKey privateKey() {
    makeKeys();
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(
              new PKCS8EncodedKeySpec(Base64.getDecoder().decode(System.getProperty(PRIVATE))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
