package dev.reelport.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Tokens tokens = new Tokens(InstantSource.fixed(NOW));

  @Test
  void aTokenNamesItsUserAndIsValidForAnHour() throws Exception {
    // When
    JsonNode claims = claims(tokens.token("ann"));

    // Then
    assertThat(claims.get("sub").asText()).isEqualTo("ann");
    assertThat(claims.get("iss").asText()).isEqualTo(Tokens.ISSUER);
    assertThat(claims.get("iat").asLong()).isEqualTo(NOW.getEpochSecond());
    assertThat(claims.get("exp").asLong()).isEqualTo(NOW.plusSeconds(3600).getEpochSecond());
    assertThat(claims.has("groups")).isFalse();
  }

  @Test
  void anAdminsTokenHasTheRole() throws Exception {
    // When
    JsonNode claims = claims(tokens.admin("root"));

    // Then
    assertThat(claims.get("groups")).map(JsonNode::asText).isEqualTo(List.of("admin"));
  }

  @Test
  void thePublicKeyProvesATokenAndNoOtherKeyDoes() throws Exception {
    // Given
    String good = tokens.token("ann");
    String forged = tokens.of("ann").byAnotherKey().sign();

    // Then
    assertThat(isProvenBy(tokens.publicKeyPem(), good)).isTrue();
    assertThat(isProvenBy(tokens.publicKeyPem(), forged)).isFalse();
  }

  @Test
  void aTokenCanBeWrongInEveryWayThatMatters() throws Exception {
    // When
    JsonNode claims =
        claims(tokens.of("ann").issuer("somebody").audience("elsewhere").expired().sign());

    // Then
    assertThat(claims.get("iss").asText()).isEqualTo("somebody");
    assertThat(claims.get("aud").toString()).contains("elsewhere");
    assertThat(claims.get("exp").asLong()).isLessThan(NOW.getEpochSecond());
  }

  private static JsonNode claims(String token) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }

  private static boolean isProvenBy(String pem, String token) throws GeneralSecurityException {
    byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
    PublicKey publicKey = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
    int dot = token.lastIndexOf('.');
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(publicKey);
    signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
  }
}
