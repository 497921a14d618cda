package dev.reelport.testing.youtube;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came over the wire.
 *
 * @param httpVersion {@code HTTP_1_1} or {@code HTTP_2}
 * @param connection number of the connection it came on, counted from 1
 * @param headers with names in lower case
 * @param parameters of the query, decoded, in their order
 */
public record SeenRequest(
    String method,
    String path,
    String httpVersion,
    int connection,
    Map<String, String> headers,
    Map<String, List<String>> parameters,
    String body) {

  public SeenRequest {
    headers = new TreeMap<>(headers);
  }

  /** The header's value, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** What is asked for; empty for a path that nothing answers. */
  public Optional<Route> route() {
    return Route.of(path);
  }

  /** The first value of a parameter. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).map(values -> values.get(0));
  }

  /** All values of a parameter, of repeated and of comma-separated ones alike. */
  public List<String> values(String name) {
    return parameters.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** The fields of a form in the body. */
  Map<String, String> form() {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The API key, from the query or from the header; empty if there is none. */
  public Optional<String> apiKey() {
    return parameter("key").or(() -> header("x-goog-api-key")).filter(key -> !key.isEmpty());
  }

  /** The access token, from the header or the query. */
  public Optional<String> accessToken() {
    return header("authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip())
        .or(() -> parameter("access_token"))
        .or(() -> parameter("oauth_token"));
  }

  /** YouTube compresses only for those who say gzip twice. */
  boolean wantsGzip() {
    return header("accept-encoding").orElse("").contains("gzip")
        && header("user-agent").orElse("").contains("gzip");
  }

  /** The ids of what is asked for, to count calls by. */
  List<String> resources() {
    return List.of("id", "playlistId", "forHandle", "channel_id", "playlist_id").stream()
        .flatMap(name -> values(name).stream())
        .toList();
  }
}
