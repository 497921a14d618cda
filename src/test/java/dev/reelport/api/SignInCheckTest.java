package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInCheckTest {

  @Test
  void aServiceThatCannotCheckTokensSaysWhatToSet() {
    assertThat(SignInCheck.problem(Optional.empty(), Optional.empty()).orElseThrow())
        .contains("JWT_PUBLIC_KEY")
        .contains("OIDC_ISSUER");
    assertThat(SignInCheck.problem(Optional.of("key"), Optional.of("issuer"))).isPresent();
    assertThat(SignInCheck.problem(Optional.of("key"), Optional.empty())).isEmpty();
    assertThat(SignInCheck.problem(Optional.empty(), Optional.of("issuer"))).isEmpty();
  }
}
