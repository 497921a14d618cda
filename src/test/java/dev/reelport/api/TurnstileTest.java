package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.imports.FakeImports;
import dev.reelport.imports.ImportView;
import dev.reelport.platform.UserId;
import dev.reelport.testing.app.InThisJvm;
import dev.reelport.testing.stack.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever came in is counted until they are out, however they leave. */
@QuarkusTest
@TestProfile(InThisJvm.class)
class TurnstileTest {

  @TestHTTPResource("/")
  URI root;

  @Inject Turnstile turnstile;

  @Inject FakeImports imports;

  Tokens tokens;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/imports HTTP/1.1\r\nConnection: close\r\n",
        "GET /v1/nothing HTTP/1.1\r\nConnection: close\r\n",
        "GET /v1/imports/no-id/events HTTP/1.1\r\nConnection: close\r\n",
        "POST /v1/imports HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n"
      })
  void whoIsAnsweredIsOut(String request) throws IOException {
    for (String token : new String[] {"", authorization()}) {
      try (Socket socket = new Socket(root.getHost(), root.getPort())) {
        // When
        write(socket, request + token + "Host: here\r\n\r\n");
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 ");
      }
      isEmpty();
    }
  }

  @Test
  void whoHangsUpWithinABodyIsOut() throws IOException {
    // Given
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      write(
          socket,
          "POST /v1/imports HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 50\r\n"
              + authorization()
              + "Host: here\r\n\r\n{");
      Awaitility.await().until(() -> turnstile.requests() == 1);
    }

    // Then
    isEmpty();
  }

  @Test
  void whoStopsListeningIsOut() throws IOException {
    // Given an import that somebody watches
    ImportView view =
        imports
            .accept(
                new ImportBody("dQw4w9WgXcQ", null)
                    .by(new UserId("alice"), Optional.of(UUID.randomUUID().toString())))
            .await()
            .indefinitely();
    imports.willChange(view.id(), Multi.createFrom().nothing());
    try (Socket socket = new Socket(root.getHost(), root.getPort())) {
      String path = "/v1/imports/" + view.id() + "/events";
      write(
          socket,
          "GET "
              + path
              + " HTTP/1.1\r\nAccept: text/event-stream\r\n"
              + authorization()
              + "Host: here\r\n\r\n");
      Awaitility.await().until(() -> turnstile.streams() == 1);
      assertThat(turnstile.requests()).isZero();
    }

    // Then
    isEmpty();
  }

  private void isEmpty() {
    Awaitility.await().until(() -> turnstile.requests() == 0 && turnstile.streams() == 0);
  }

  private String authorization() {
    return "Authorization: Bearer " + tokens.token("alice") + "\r\n";
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
