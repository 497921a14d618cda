package dev.reelport.testing.stack;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/** Signs the tokens people call the service with, by a key pair made at the start. */
public final class Tokens {

  /** The {@code iss} of every token that does not ask for another. */
  public static final String ISSUER = "https://issuer.reelport.test";

  private static final Duration VALID = Duration.ofHours(1);

  private final InstantSource clock;
  private final KeyPair keys = newKeys();
  private final String keyId = UUID.randomUUID().toString();
  private final String issuer;

  public Tokens(InstantSource clock) {
    this(clock, ISSUER);
  }

  /** Of an issuer of its own. */
  Tokens(InstantSource clock, String issuer) {
    this.clock = clock;
    this.issuer = issuer;
  }

  /** The key that proves the tokens, as an entry of a JSON Web Key Set (RFC 7517). */
  String jwk() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(keyId, encoded(key.getModulus()), encoded(key.getPublicExponent()));
  }

  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    // RFC 7518: without the sign's zero byte.
    int from = bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /** The key that proves the tokens, in PEM form, as {@code JWT_PUBLIC_KEY} takes it. */
  public String publicKeyPem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** A token of a user without roles, valid for an hour. */
  public String token(String user) {
    return of(user).sign();
  }

  /** A token of a user with the role {@code admin}, valid for an hour. */
  public String admin(String user) {
    return of(user).groups("admin").sign();
  }

  /** A token to be changed before it is signed, for what must be refused. */
  public Builder of(String user) {
    return new Builder(user);
  }

  /** What pretends to be a token of a user, with no signature at all. */
  public String unsigned(String user) {
    long end = clock.instant().plus(VALID).getEpochSecond();
    return encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}")
        + "."
        + encoded("{\"sub\":\"" + user + "\",\"exp\":" + end + "}")
        + ".";
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  /** A token that is not signed yet. */
  public final class Builder {

    private final JwtClaimsBuilder claims = Jwt.claims();
    private KeyPair signer = keys;
    private Instant issuedAt = clock.instant();

    private Builder(String user) {
      claims.subject(user).issuer(issuer);
    }

    /** With these roles. */
    public Builder groups(String... groups) {
      claims.groups(Set.of(groups));
      return this;
    }

    /** With this {@code iss}. */
    public Builder issuer(String other) {
      claims.issuer(other);
      return this;
    }

    /** With this {@code aud}. */
    public Builder audience(String... audience) {
      claims.audience(Set.of(audience));
      return this;
    }

    /** Without {@code sub}, but with a name elsewhere. */
    public Builder withoutSubject() {
      claims.remove("sub").upn("nobody");
      return this;
    }

    /** Issued so long ago that it ended an hour ago. */
    public Builder expired() {
      issuedAt = clock.instant().minus(VALID.multipliedBy(2));
      return this;
    }

    /** Signed by a key the service does not know. */
    public Builder byAnotherKey() {
      signer = newKeys();
      return this;
    }

    /** The token. */
    public String sign() {
      return claims
          .issuedAt(issuedAt)
          .expiresAt(issuedAt.plus(VALID))
          .jws()
          .keyId(keyId)
          .sign(signer.getPrivate());
    }
  }
}
