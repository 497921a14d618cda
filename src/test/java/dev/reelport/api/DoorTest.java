package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.stack.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(InThisJvm.class)
class DoorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String VIDEO = "{\"target\":\"dQw4w9WgXcQ\"}";

  @TestHTTPResource("/")
  URI root;

  Tokens tokens;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/imports",
        "/v1/nothing",
        "/v1",
        "/v1/",
        "//v1/imports",
        "/v1//imports",
        "/v1/../v1/imports",
        "/v1/%2e%2e/v1/imports",
        "/%761/imports",
        "/v1;x=y/imports",
        "/v1/imports;a=b",
        "/v1/imports/not-an-id/events",
        "/v1/admin/quota",
        "/q/../v1/imports",
        "/q/%2e%2e/v1/imports",
        "/q;x=y/../v1/imports",
        "/V1/imports",
        "/somewhere",
        "/"
      })
  void nobodyGetsAnywhereWithoutAToken(String path) throws Exception {
    // When
    HttpResponse<String> answer = send(HttpRequest.newBuilder(at(path)));

    // Then
    isProblem(answer, 401, "unauthorized");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void aTokenThatIsNotGoodIsNoToken() throws Exception {
    // Given
    List<String> bad =
        List.of(
            tokens.of("alice").withoutSubject().sign(),
            tokens.of("alice").expired().sign(),
            tokens.of("alice").byAnotherKey().sign(),
            tokens.unsigned("alice"),
            tokens.token(""),
            tokens.token("a".repeat(256)),
            tokens.token("a\nb"),
            "opaque",
            "a.b.c",
            "");

    for (String token : bad) {
      // When
      HttpResponse<String> answer = get("/v1/imports", token);

      // Then
      isProblem(answer, 401, "unauthorized");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "PUT", "POST", "OPTIONS", "HEAD", "TRACE"})
  void aTokenIsAskedForBeforeTheMethodAndTheBody(String method) throws Exception {
    // When
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(at("/v1/imports"))
                .header("Content-Type", "text/plain")
                .method(method, BodyPublishers.ofByteArray(new byte[100_000])));

    // Then
    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/admin/quota", "/v1/admin", "/v1/admin;a=b/quota", "/v1/./admin/nothing"})
  void theAdminsPartIsForAdmins(String path) throws Exception {
    isProblem(get(path, tokens.token("alice")), 403, "forbidden");
    isProblem(
        get(path, tokens.of("alice").groups("user", "administrator").sign()), 403, "forbidden");
    isProblem(get("/v1/admin/nothing", tokens.admin("alice")), 404, "not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404, not_found",
    "GET, /v1, 404, not_found",
    "GET, /v1/imports/x, 404, not_found",
    "GET, /nothing, 404, not_found",
    "PUT, /v1/imports, 405, method_not_allowed",
    "DELETE, /v1/imports/preview, 405, method_not_allowed",
  })
  void whatTheFrameworkRefusesIsAProblemToo(String method, String path, int status, String code)
      throws Exception {
    // When
    HttpResponse<String> answer = send(as("alice", path).method(method, BodyPublishers.noBody()));

    // Then
    isProblem(answer, status, code);
  }

  @Test
  void onlyJsonIsTakenAndOnlyJsonIsGiven() throws Exception {
    isProblem(
        send(
            as("alice", "/v1/imports")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(VIDEO))),
        415,
        "unsupported_media_type");
    isProblem(
        send(as("alice", "/v1/imports").header("Accept", "text/html")), 406, "not_acceptable");
  }

  @Test
  void aBodyOfSixtyFourKilobytesIsReadAndOneMoreByteIsNot() throws Exception {
    // Given
    String spaces = " ".repeat(64 * 1024 - VIDEO.length());

    // When, Then
    HttpResponse<String> read = send(post(BodyPublishers.ofString(VIDEO + spaces)));
    assertThat(read.statusCode()).as(read.body()).isEqualTo(202);
    isProblem(send(post(BodyPublishers.ofString(VIDEO + spaces + " "))), 413, "too_large");
  }

  @Test
  void aHugeBodyOfUnknownLengthIsRefusedWhileItIsSent() throws Exception {
    // Given
    byte[] chunk = new byte[8192];
    int chunks = 8192;

    // When
    HttpResponse<String> answer =
        send(post(BodyPublishers.ofByteArrays(Collections.nCopies(chunks, chunk))));

    // Then
    isProblem(answer, 413, "too_large");
  }

  @Test
  void theConnectionOutlivesABodyThatIsTooLarge() throws IOException {
    // Given
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /v1/imports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Authorization: Bearer "
              + tokens.token("alice")
              + "\r\nContent-Length: ";

      // When
      out.write((head + 1_000_000 + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[1_000_000]);
      out.write(
          (head + VIDEO.length() + "\r\nConnection: close\r\n\r\n" + VIDEO)
              .getBytes(StandardCharsets.US_ASCII));
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      // Then
      assertThat(answers).contains("HTTP/1.1 413").contains("HTTP/1.1 202");
    }
  }

  @Test
  void whatIsPrivateIsKeptByNobody() throws Exception {
    for (HttpResponse<String> answer :
        List.of(get("/v1/imports", tokens.token("alice")), get("/v1/imports", "bad"))) {
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/metrics", "/q/openapi"})
  void whatSaysNothingAboutAnybodyIsOpen(String path) throws Exception {
    assertThat(send(HttpRequest.newBuilder(at(path))).statusCode()).isEqualTo(200);
  }

  private HttpRequest.Builder post(HttpRequest.BodyPublisher body) {
    return as("alice", "/v1/imports").header("Content-Type", "application/json").POST(body);
  }

  private HttpRequest.Builder as(String user, String path) {
    return HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + tokens.token(user));
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return send(HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + token));
  }

  private URI at(String path) {
    return URI.create("http://" + root.getHost() + ":" + root.getPort() + path);
  }

  /** Over HTTP/2, as the client wants it, and over HTTP/1.1: the answer must be the same. */
  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    request.timeout(Duration.ofSeconds(15));
    HttpResponse<String> newer = CLIENT.send(request.build(), BodyHandlers.ofString());
    HttpResponse<String> older =
        CLIENT.send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
    assertThat(newer.statusCode()).as(newer.body()).isEqualTo(older.statusCode());
    return older;
  }

  private static void isProblem(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("code").textValue()).isEqualTo(code);
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance", "code");
  }
}
