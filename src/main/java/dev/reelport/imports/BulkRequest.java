package dev.reelport.imports;

import dev.reelport.platform.UserId;
import dev.reelport.youtube.InvalidTargetException;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.TargetParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A valid request for many imports at once.
 *
 * @param requestId {@code Idempotency-Key}: a namespace a user, apart from that of imports
 * @param targets how many were written
 * @param requests an import for each distinct target that can be imported, in their order
 * @param invalid the targets that cannot
 */
public record BulkRequest(
    UserId user,
    Optional<String> requestId,
    int targets,
    List<ImportRequest> requests,
    List<InvalidTarget> invalid) {

  /** Most targets of a request, whatever is wrong with them. */
  public static final int MOST_TARGETS = 1_000;

  public BulkRequest {
    requests = List.copyOf(requests);
    invalid = List.copyOf(invalid);
  }

  /**
   * Sorts what was written.
   *
   * @throws InvalidRequestException if there are no or too many targets, or an option is out of
   *     bounds
   * @throws InvalidTargetException if none of the targets can be imported
   */
  public static BulkRequest of(
      UserId user, Optional<String> key, List<BulkTarget> written, OptionsBody options) {
    if (written.isEmpty() || written.size() > MOST_TARGETS) {
      throw new InvalidRequestException(
          "A bulk import takes 1 to "
              + MOST_TARGETS
              + " targets; these are "
              + written.size()
              + ".");
    }
    key.ifPresent(ImportRequest::checkRequestId);
    Map<String, ImportRequest> requests = new LinkedHashMap<>();
    List<InvalidTarget> invalid = new ArrayList<>();
    for (BulkTarget one : written) {
      try {
        Target target = TargetParser.parse(one.text());
        ImportOptions chosen = ImportOptions.of(options, TargetKind.of(target));
        requests.putIfAbsent(
            target.canonical(),
            new ImportRequest(user, Optional.empty(), one.text(), target, chosen));
      } catch (InvalidTargetException refusal) {
        if (invalid.size() + 1 == written.size()) {
          throw refusal;
        }
        invalid.add(InvalidTarget.of(one, refusal));
      }
    }
    return new BulkRequest(user, key, written.size(), List.copyOf(requests.values()), invalid);
  }

  /** Targets that name what an earlier one named. */
  int duplicates() {
    return targets - requests.size() - invalid.size();
  }

  /** Whether any of the targets is a channel. */
  public boolean hasChannel() {
    return requests.stream().anyMatch(r -> TargetKind.of(r.target()) == TargetKind.CHANNEL);
  }
}
