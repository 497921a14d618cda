package dev.reelport.platform;

import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** The certificates that vouch for a store reached by TLS. */
final class Certificates {

  private Certificates() {}

  /**
   * Those of a PEM file, which are to vouch instead of the Java runtime's.
   *
   * @param setting what names the file, for whoever starts the service
   * @throws IllegalStateException if the file cannot be read
   */
  static PemTrustOptions of(Path file, String setting) {
    if (!Files.isReadable(file)) {
      throw new IllegalStateException(setting + " cannot be read: " + file);
    }
    return new PemTrustOptions().addCertPath(file.toString());
  }
}
