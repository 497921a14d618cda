package dev.reelport.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelport.testing.e2e.ApiClient.Answer;

/** What every refusal over HTTP looks like. */
public final class Problems {

  private Problems() {}

  /** Holds the answer to the form of the contract, to this status and to this code. */
  public static void assertProblem(Answer answer, int status, String code) {
    String body = answer.response().body();
    assertThat(answer.status()).as(body).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().fieldNames())
        .toIterable()
        .as(body)
        .contains("type", "title", "status", "detail", "instance", "code");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("code").asText()).as(body).isEqualTo(code);
    assertThat(answer.json().get("instance").asText()).isEqualTo(answer.response().uri().getPath());
  }

  /** The seconds after which it is worth asking again. */
  public static long retryAfter(Answer answer) {
    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    return Long.parseLong(answer.header("Retry-After"));
  }
}
