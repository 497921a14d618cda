package dev.reelport.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an error body says, whichever of Google's four envelopes it is in: with {@code errors[]},
 * with {@code details[]}, with both or with neither. An HTML page says nothing.
 *
 * @param reasons of {@code errors[]} and of {@code details[]}
 * @param quotaUnits such as <code>1/d/{project}</code>
 * @param quotaLimits such as {@code defaultSearchListPerDayPerProject}
 */
record ErrorBody(
    Set<String> reasons, Set<String> quotaUnits, Set<String> quotaLimits, Set<String> messages) {

  private static final Pattern REASON = Pattern.compile("[A-Za-z_]{1,64}");

  static ErrorBody read(byte[] body) {
    JsonNode error = Json.parseOrMissing(body).path("error");
    ErrorBody result =
        new ErrorBody(
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>());
    add(result.messages, error.path("message"));
    for (JsonNode entry : error.path("errors")) {
      addReason(result.reasons, entry.path("reason"));
      add(result.messages, entry.path("message"));
    }
    for (JsonNode detail : error.path("details")) {
      addReason(result.reasons, detail.path("reason"));
      add(result.quotaUnits, detail.path("metadata").path("quota_unit"));
      add(result.quotaLimits, detail.path("metadata").path("quota_limit"));
    }
    return result;
  }

  /** The reasons as an end of a sentence; only what has the shape of a reason gets in. */
  String reasonsForPeople() {
    return reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")";
  }

  private static void add(Set<String> values, JsonNode node) {
    Json.text(node).ifPresent(values::add);
  }

  private static void addReason(Set<String> reasons, JsonNode node) {
    Json.text(node).filter(text -> REASON.matcher(text).matches()).ifPresent(reasons::add);
  }
}
