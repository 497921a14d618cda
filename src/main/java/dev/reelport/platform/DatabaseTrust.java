package dev.reelport.platform;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By which certificates a PostgreSQL is known that is reached by TLS. Its address says so in the
 * words of libpq, {@code sslmode} and {@code sslrootcert}. JDBC, which migrates, knows both words;
 * the reactive driver the first one only, and refuses to verify until it is told the rest.
 */
final class DatabaseTrust {

  private static final Pattern ROOT = Pattern.compile("[?&]sslrootcert=([^&]*)");

  private DatabaseTrust() {}

  /**
   * Has a server verified as its address wants it.
   *
   * @throws IllegalStateException if it does not say by which certificates, or they cannot be read
   */
  static void apply(String url, PgConnectOptions options) {
    SslMode mode = options.getSslMode();
    if (mode != SslMode.VERIFY_CA && mode != SslMode.VERIFY_FULL) {
      return;
    }
    Path file =
        root(url)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "DATABASE_URL asks for sslmode=verify-… but does not say by which"
                            + " certificates: add sslrootcert=FILE, a PEM file."));
    options.setTrustOptions(Certificates.of(file, "sslrootcert of DATABASE_URL"));
    if (mode == SslMode.VERIFY_FULL) {
      options.setHostnameVerificationAlgorithm("HTTPS");
    }
  }

  private static Optional<Path> root(String url) {
    Matcher found = ROOT.matcher(url);
    return found.find()
        ? Optional.of(URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
            .filter(text -> !text.isBlank())
            .map(Path::of)
        : Optional.empty();
  }
}
