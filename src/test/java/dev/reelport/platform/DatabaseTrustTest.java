package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTrustTest {

  private static final String URL = "postgresql://app:planted@db.test:5432/reelport";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?sslmode=disable", "?sslmode=require", "?sslmode=require&sslrootcert=no"})
  void whereNothingIsVerifiedNothingIsAskedFor(String parameters) {
    // When
    PgConnectOptions options = applied(URL + parameters);

    // Then
    assertThat(options.getTrustOptions()).isNull();
    assertThat(options.getHostnameVerificationAlgorithm()).isNullOrEmpty();
  }

  @Test
  void theServerIsVerifiedWithItsName() throws IOException {
    // Given a path that has to be encoded
    Path file = Files.createFile(folder.resolve("root & more.pem"));
    String encoded = file.toString().replace(" ", "%20").replace("&", "%26");

    // When
    PgConnectOptions options =
        applied(URL + "?sslrootcert=" + encoded + "&sslmode=verify-full&application_name=a");

    // Then
    assertThat(options.getTrustOptions())
        .isEqualTo(new PemTrustOptions().addCertPath(file.toString()));
    assertThat(options.getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
  }

  @Test
  void theServersNameIsLeftOutWhereThatIsWanted() throws IOException {
    // Given
    Path file = Files.createFile(folder.resolve("root.pem"));

    // When
    PgConnectOptions options = applied(URL + "?sslmode=verify-ca&sslrootcert=" + file);

    // Then
    assertThat(options.getTrustOptions()).isNotNull();
    assertThat(options.getHostnameVerificationAlgorithm()).isNullOrEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?sslmode=verify-full", "?sslmode=verify-ca&sslrootcert="})
  void withoutCertificatesItSaysWhatToDo(String parameters) {
    assertThatThrownBy(() -> applied(URL + parameters))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("add sslrootcert=FILE")
        .hasMessageNotContaining("planted");
  }

  @Test
  void certificatesThatCannotBeReadAreNamed() {
    assertThatThrownBy(() -> applied(URL + "?sslmode=verify-full&sslrootcert=/no/such.pem"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("sslrootcert of DATABASE_URL cannot be read: /no/such.pem");
  }

  private static PgConnectOptions applied(String url) {
    PgConnectOptions options = PgConnectOptions.fromUri(url);
    DatabaseTrust.apply(url, options);
    return options;
  }
}
