package dev.reelport.connections;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reelport.platform.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the answers of Google's OAuth server mean. Nothing of a body ends up in a message. */
final class OAuthAnswers {

  private static final ObjectReader READER = JsonMapper.builder().build().readerFor(JsonNode.class);

  /** Visible ASCII without quotes, as RFC 6749 has tokens; no longer than is plausible. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,4096}");

  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
  private static final Pattern SEPARATORS = Pattern.compile("[ \\p{Cntrl}]+");
  private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

  private OAuthAnswers() {}

  /**
   * The body of a good answer; {@link MissingNode} if it is no JSON.
   *
   * @throws OAuthFailure for every status but 200
   */
  static JsonNode read(int status, byte[] body) {
    JsonNode json = parse(body);
    if (status == 200) {
      return json;
    }
    if (status >= 500 || status == 408 || status == 429 || status < 400) {
      throw new OAuthFailure.Unavailable("Google's OAuth server answered " + status, null);
    }
    String error = json.path("error").asText();
    if (status == 400 && error.equals("invalid_grant")) {
      throw new OAuthFailure.InvalidGrant();
    }
    throw new OAuthFailure.Refused(
        "Google's OAuth server answered "
            + status
            + (ERROR.matcher(error).matches() ? " " + error : ""));
  }

  /**
   * The tokens in an answer of the token endpoint.
   *
   * @throws OAuthFailure.Unavailable if there are none
   */
  static Granted granted(JsonNode json) {
    Secret access = token(json.path("access_token")).orElseThrow(OAuthAnswers::garbage);
    JsonNode seconds = json.path("expires_in");
    if (!seconds.isIntegralNumber() || seconds.asLong() <= 0) {
      throw garbage();
    }
    Duration lifetime = Duration.ofSeconds(Math.min(seconds.asLong(), LONGEST_SECONDS));
    String scopes = json.path("scope").asText();
    return new Granted(
        access,
        lifetime,
        token(json.path("refresh_token")),
        SEPARATORS
            .splitAsStream(scopes)
            .filter(scope -> !scope.isEmpty())
            .collect(toUnmodifiableSet()));
  }

  private static Optional<Secret> token(JsonNode node) {
    return node.isTextual() && TOKEN.matcher(node.textValue()).matches()
        ? Optional.of(new Secret(node.textValue()))
        : Optional.empty();
  }

  private static OAuthFailure garbage() {
    return new OAuthFailure.Unavailable("Google's OAuth server answered without tokens", null);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return READER.readTree(body);
    } catch (IOException e) {
      // The cause is left out: its message quotes the body.
      return MissingNode.getInstance();
    }
  }
}
