package dev.reelport.testing.youtube;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request that has passed authentication.
 *
 * @param viewer the channel whose owner asks; {@code null} with an API key only
 * @param quirk how the fault in force wants pages to be cut, if one does
 */
record ApiCall(SeenRequest request, SimChannel viewer, Optional<PageQuirk> quirk) {

  private static final int MAX_IDS = 50;
  private static final int DEFAULT_RESULTS = 5;

  /** The one filter of those named that the request uses. */
  String filter(String... allowed) {
    List<String> used =
        List.of(allowed).stream().filter(name -> request.parameters().containsKey(name)).toList();
    if (used.isEmpty() || (used.get(0).equals("id") && ids().isEmpty())) {
      throw new Refusal(ApiErrors.noFilter(String.join(", ", allowed)));
    }
    if (used.size() > 1) {
      throw new Refusal(ApiErrors.incompatible(String.join(", ", used)));
    }
    return used.get(0);
  }

  /** The distinct ids asked for; at most 50. */
  List<String> ids() {
    List<String> ids = request.values("id");
    if (ids.size() > MAX_IDS) {
      throw new Refusal(ApiErrors.invalidFilters());
    }
    return List.copyOf(new LinkedHashSet<>(ids));
  }

  Set<String> parts(Parts known) {
    return known.chosen(request.values("part"));
  }

  int maxResults(int least) {
    String text = request.parameter("maxResults").orElse(Integer.toString(DEFAULT_RESULTS));
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= MAX_IDS) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw new Refusal(ApiErrors.invalidParameter("maxResults", "Invalid value '" + text + "'."));
    }
    throw new Refusal(
        ApiErrors.invalidParameter(
            "maxResults",
            "Invalid value '%s'. Values must be within the range: [%d, %d]"
                .formatted(text, least, MAX_IDS)));
  }

  Optional<String> pageToken() {
    return request.parameter("pageToken").filter(token -> !token.isEmpty());
  }

  int offset() {
    return pageToken().map(PageToken::offset).orElse(0);
  }
}
