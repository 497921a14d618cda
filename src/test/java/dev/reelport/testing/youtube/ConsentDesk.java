package dev.reelport.testing.youtube;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Google's page of consent, with a person who decides at once. Whose account it is stands in {@code
 * login_hint}, which is a channel id here; without it it is the sample channel's.
 */
final class ConsentDesk {

  private final Set<SimChannel> unwilling = ConcurrentHashMap.newKeySet();
  private final Map<SimChannel, String> partly = new ConcurrentHashMap<>();
  private final Function<Consent, String> codes;
  private final Function<String, Optional<SimChannel>> channels;

  /**
   * A desk.
   *
   * @param codes keeps a consent and answers its code
   */
  ConsentDesk(Function<Consent, String> codes, Function<String, Optional<SimChannel>> channels) {
    this.codes = codes;
    this.channels = channels;
  }

  /** The channel's owner says no from now on. */
  void refuses(SimChannel channel) {
    unwilling.add(channel);
  }

  /** The channel's owner allows only that from now on. */
  void allowsOnly(SimChannel channel, String scope) {
    partly.put(channel, scope);
  }

  Reply decide(SeenRequest request, boolean knownClient) {
    if (!knownClient) {
      return error("invalid_client");
    }
    if (request.parameter("response_type").filter("code"::equals).isEmpty()
        || request.parameter("redirect_uri").isEmpty()
        || request.parameter("scope").isEmpty()) {
      return error("invalid_request");
    }
    boolean plain =
        request.parameter("code_challenge").isPresent()
            && request.parameter("code_challenge_method").filter("S256"::equals).isEmpty();
    Optional<SimChannel> channel =
        channels.apply(request.parameter("login_hint").orElse(SampleChannel.ID));
    if (plain || channel.isEmpty()) {
      return error("invalid_request");
    }
    return unwilling.contains(channel.get())
        ? back(request, "error", "access_denied")
        : back(request, "code", codes.apply(consent(request, channel.get())));
  }

  private Consent consent(SeenRequest request, SimChannel channel) {
    boolean offline =
        request.parameter("access_type").filter("offline"::equals).isPresent()
            && request.parameter("prompt").filter("consent"::equals).isPresent();
    return new Consent(
        channel,
        partly.getOrDefault(channel, request.parameter("scope").orElseThrow()),
        request.parameter("code_challenge"),
        request.parameter("redirect_uri"),
        offline);
  }

  private static Reply back(SeenRequest request, String name, String value) {
    String redirect = request.parameter("redirect_uri").orElseThrow();
    String state =
        request.parameter("state").map(text -> "state=" + encoded(text) + "&").orElse("");
    return Reply.redirect(redirect + "?" + state + name + "=" + encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Reply error(String what) {
    return Reply.text(400, "text/html; charset=UTF-8", "<p>Error 400: " + what);
  }
}
