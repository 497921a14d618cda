package dev.reelport.testing.youtube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class SimulatorTransportTest {

  private static final String PATH = "/youtube/v3/videos?part=id&key=k&id=aaaaaaaaaaA";

  @Test
  void tlsSettlesOnHttp2() throws Exception {
    try (YouTubeSimulator simulator = YouTubeSimulator.startTls(0)) {
      // Given
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(simulator)).build();

      // When
      HttpResponse<String> first = get(client, simulator.uri());
      get(client, simulator.uri());

      // Then
      assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(simulator.requests()).extracting(SeenRequest::httpVersion).containsOnly("HTTP_2");
      assertThat(simulator.connectionsOpened()).isEqualTo(1);
      assertThat(Files.readString(simulator.certificatePem())).startsWith("-----BEGIN CERTIFICATE");
    }
  }

  @Test
  void tlsStillSpeaksHttp11() throws Exception {
    try (YouTubeSimulator simulator = YouTubeSimulator.startTls(0)) {
      // Given
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(trusting(simulator))
              .build();

      // When
      get(client, simulator.uri());

      // Then
      assertThat(simulator.requests().get(0).httpVersion()).isEqualTo("HTTP_1_1");
    }
  }

  @Test
  void oneConnectionIsKeptAndItsRequestsAreSeen() throws Exception {
    try (YouTubeSimulator simulator = YouTubeSimulator.start(0)) {
      // Given
      Visitor visitor = new Visitor(simulator);

      // When
      visitor.get(PATH, "User-Agent", "someone (gzip)");
      visitor.get(PATH, "X-Goog-Api-Key", "header-key");

      // Then
      SeenRequest first = simulator.requests().get(0);
      assertThat(first.httpVersion()).isEqualTo("HTTP_1_1");
      assertThat(first.header("user-agent")).contains("someone (gzip)");
      assertThat(simulator.requests().get(1).header("X-Goog-Api-Key")).contains("header-key");
      assertThat(simulator.requests()).extracting(SeenRequest::connection).containsOnly(1);
      assertThat(simulator.connectionsOpened()).isEqualTo(1);
      assertThat(simulator.connectionsOpen()).isEqualTo(1);
    }
  }

  @Test
  void clearTextUpgradesToHttp2OnTheSameConnection() throws Exception {
    try (YouTubeSimulator simulator = YouTubeSimulator.start(0)) {
      // When
      HttpClient client = HttpClient.newHttpClient();
      get(client, simulator.uri());
      HttpResponse<String> second = get(client, simulator.uri());

      // Then
      assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(simulator.connectionsOpened()).isEqualTo(1);
    }
  }

  private static HttpResponse<String> get(HttpClient client, URI base) throws Exception {
    return client.send(
        HttpRequest.newBuilder(base.resolve(PATH)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext trusting(YouTubeSimulator simulator) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(simulator.trustStore())) {
      store.load(in, simulator.trustStorePassword().toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
