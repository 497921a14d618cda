package dev.reelport.testing.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/** A certificate that signs itself, made by the JDK's keytool. */
public final class SelfSigned implements AutoCloseable {

  /** Of all its stores. */
  public static final String PASSWORD = "self-signed";

  private static final String ALIAS = "self-signed";
  private static final String HERE = "dns:localhost,ip:127.0.0.1";

  private final Path folder;

  private SelfSigned(Path folder, String names) {
    this.folder = folder;
    try {
      generate(names);
      export();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new one for this machine in a folder of its own, which goes with {@link #close}. */
  public static SelfSigned create() {
    try {
      return new SelfSigned(Files.createTempDirectory("self-signed"), HERE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new one for this machine in that folder, whose end is somebody else's matter. */
  public static SelfSigned in(Path folder) {
    return new SelfSigned(folder, HERE);
  }

  /** As {@link #in}, for a machine of that name, and for no other. */
  public static SelfSigned of(String host, Path folder) {
    return new SelfSigned(folder, "dns:" + host);
  }

  /** A PKCS12 store of the private key and its certificate. */
  public Path keyStore() {
    return folder.resolve("key.p12");
  }

  /** A PKCS12 store of the certificate alone. */
  public Path trustStore() {
    return folder.resolve("trust.p12");
  }

  /** The certificate as a PEM file. */
  public Path pem() {
    return folder.resolve("certificate.pem");
  }

  /** The private key as a PEM file. */
  public Path keyPem() {
    return folder.resolve("key.pem");
  }

  @Override
  public void close() {
    try {
      for (Path file : List.of(keyStore(), trustStore(), pem(), keyPem(), folder)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void generate(String names) throws IOException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=Reelport tests",
                "-ext",
                "san=" + names,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keyStore().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void export() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Certificate certificate = keys.getCertificate(ALIAS);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, certificate);
    try (OutputStream out = Files.newOutputStream(trustStore())) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    Files.writeString(pem(), pem("CERTIFICATE", certificate.getEncoded()));
    byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(keyPem(), pem("PRIVATE KEY", key));
  }

  private static String pem(String what, byte[] encoded) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, base64);
  }
}
