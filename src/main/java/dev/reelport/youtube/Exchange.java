package dev.reelport.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.platform.AnswerLimit;
import io.netty.handler.codec.DecoderException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.http.StreamResetException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** One request and its answer: what was asked for, or a {@link YouTubeFailure}. */
@ApplicationScoped
class Exchange {

  private final YouTubeApi api;
  private final YouTubeConfig config;
  private final CallMetrics metrics;

  Exchange(@RestClient YouTubeApi api, YouTubeConfig config, CallMetrics metrics) {
    this.api = api;
    this.config = config;
    this.metrics = metrics;
  }

  /** Sends the call once. */
  <T> Uni<T> send(Call<T> call) {
    return metrics.timed(call.endpoint(), ask(call));
  }

  private <T> Uni<T> ask(Call<T> call) {
    return list(call)
        .ifNoItem()
        .after(config.deadline())
        .failWith(Exchange::incomplete)
        .map(response -> json(response, call.grant().isPresent()))
        .map(call.reader())
        .onFailure()
        .transform(Exchange::failure);
  }

  // With both, Google wants them to be of the same project; the token alone says which it is.
  private Uni<Response> list(Call<?> call) {
    String resource = call.endpoint().resource();
    return call.grant()
        .map(token -> api.list(resource, null, "Bearer " + token.reveal(), call.parameters()))
        .orElseGet(() -> api.list(resource, config.apiKey().orElse(null), null, call.parameters()));
  }

  private static YouTubeFailure incomplete() {
    return new YouTubeFailure.Unavailable("YouTube's answer is incomplete", new TimeoutException());
  }

  private static JsonNode json(Response response, boolean granted) {
    try (response) {
      byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
      // Reading is stopped beyond the limit, unless that was the last of the body.
      if (body.length > BodyLimit.BYTES) {
        throw tooLong(null);
      }
      if (response.getStatus() / 100 == 2) {
        return Json.parse(body);
      }
      throw FailureMapping.of(
          granted ? Credential.GRANT : Credential.KEY,
          response.getStatus(),
          body,
          Optional.ofNullable(response.getHeaderString(HttpHeaders.RETRY_AFTER)),
          Optional.ofNullable(response.getHeaderString(HttpHeaders.DATE)));
    }
  }

  private static Throwable failure(Throwable thrown) {
    if (thrown instanceof YouTubeFailure) {
      return thrown;
    }
    if (isCausedBy(AnswerLimit.Exceeded.class, thrown)) {
      return tooLong(thrown);
    }
    if (isCausedBy(DecoderException.class, thrown)) {
      return new YouTubeFailure.Garbage("YouTube's answer cannot be decoded", thrown);
    }
    boolean lost =
        thrown instanceof IOException
            || thrown instanceof TimeoutException
            || thrown instanceof StreamResetException
            || thrown instanceof VertxException
            || thrown instanceof ProcessingException;
    return lost ? new YouTubeFailure.Unavailable("YouTube cannot be reached", thrown) : thrown;
  }

  private static YouTubeFailure tooLong(Throwable cause) {
    return new YouTubeFailure.Garbage("YouTube's answer is too long", cause);
  }

  private static boolean isCausedBy(Class<? extends Throwable> type, Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
