package dev.reelport.sources;

import dev.reelport.platform.AnswerLimit;
import dev.reelport.platform.Secret;
import dev.reelport.platform.StoreFailures;
import dev.reelport.youtube.ChannelId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * YouTube's WebSub hub (PubSubHubbub 0.4). It is unreliable, and what it asks us to do then is to
 * wait: nothing but the time of discovery depends on it.
 */
@ApplicationScoped
class Hub {

  private static final String TOPIC = "https://www.youtube.com/xml/feeds/videos.xml?channel_id=";
  private static final int LONGEST_WAIT_DIGITS = 6;

  private final HubApi api;
  private final DiscoveryConfig config;

  Hub(@RestClient HubApi api, DiscoveryConfig config) {
    this.api = api;
    this.config = config;
  }

  /** What is asked of the hub. */
  enum Mode {
    SUBSCRIBE,
    UNSUBSCRIBE;

    /** As the hub writes it. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the hub said. */
  sealed interface Answer {

    /** It will verify, and then do it. */
    record Accepted() implements Answer {}

    /** Not now: 5xx, 429, or no answer; perhaps with the time it asks for. */
    record Busy(Optional<Duration> retryAfter) implements Answer {}

    /** Not like this. */
    record Refused(int status) implements Answer {}
  }

  /** Asks once; never fails because of the hub. */
  Uni<Answer> ask(Mode mode, ChannelId channel, URI callback, Secret secret) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("hub.mode", mode.code());
    form.put("hub.topic", TOPIC + channel);
    form.put("hub.callback", callback.toString());
    form.put("hub.verify", "async");
    form.put("hub.secret", secret.reveal());
    form.put("hub.lease_seconds", Long.toString(config.push().lease().toSeconds()));
    return api.post(encoded(form))
        .ifNoItem()
        .after(config.push().deadline())
        .fail()
        .map(Hub::answer)
        .onFailure(Hub::isLost)
        .recoverWithItem(lost -> new Answer.Busy(Optional.empty()));
  }

  private static Answer answer(Response response) {
    try (response) {
      int status = response.getStatus();
      if (status / 100 == 2) {
        return new Answer.Accepted();
      }
      return status / 100 == 5 || status == 429
          ? new Answer.Busy(wait(response.getHeaderString(HttpHeaders.RETRY_AFTER)))
          : new Answer.Refused(status);
    }
  }

  private static Optional<Duration> wait(String seconds) {
    return Optional.ofNullable(seconds)
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1," + LONGEST_WAIT_DIGITS + "}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static boolean isLost(Throwable thrown) {
    return thrown instanceof ProcessingException
        || thrown instanceof AnswerLimit.Exceeded
        || StoreFailures.mayPass(thrown);
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
