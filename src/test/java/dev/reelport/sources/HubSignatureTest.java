package dev.reelport.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSignatureTest {

  /** RFC 2202, test case 2, and RFC 4231, test case 2. */
  private static final Secret SECRET = new Secret("Jefe");

  private static final byte[] BODY =
      "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);

  private static final String SHA1 = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
  private static final String SHA256 =
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

  @Test
  void theSignaturesOfTheStandardFit() {
    assertThat(fits("sha1=" + SHA1)).isTrue();
    assertThat(fits("sha1=" + SHA1.toUpperCase(java.util.Locale.ROOT))).isTrue();
    assertThat(fits("sha256=" + SHA256)).isTrue();
    assertThat(
            fits(
                "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                    + "8e2240ca5e69e2c78b3239ecfab21649"))
        .isTrue();
    assertThat(
            fits(
                "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                    + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "sha1",
        "sha1=",
        "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c78",
        "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c7",
        "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79 ",
        "md5=750c783e6ab0b503eaa86e310a5db738",
        "sha256=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "SHA1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
      })
  void everythingElseDoesNot(String header) {
    assertThat(fits(header)).isFalse();
  }

  @Test
  void aBodyWithoutASignatureDoesNotFit() {
    assertThat(HubSignature.fits(Optional.empty(), BODY, SECRET)).isFalse();
  }

  private static boolean fits(String header) {
    return HubSignature.fits(Optional.of(header), BODY, SECRET);
  }
}
