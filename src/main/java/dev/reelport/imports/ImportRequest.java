package dev.reelport.imports;

import dev.reelport.platform.UserId;
import dev.reelport.youtube.Target;
import java.util.Optional;

/**
 * A valid request to import something, from whichever door it came.
 *
 * @param requestId {@code Idempotency-Key} or {@code requestId}: one namespace a user
 * @param written the target as it was written
 * @param origin the source whose run it is, if any
 */
public record ImportRequest(
    UserId user,
    Optional<String> requestId,
    String written,
    Target target,
    ImportOptions options,
    Optional<Origin> origin) {

  /** Longest accepted request id. */
  public static final int MAX_REQUEST_ID = 255;

  /**
   * @throws InvalidRequestException if the request id is blank, too long or has control characters
   */
  public ImportRequest {
    requestId.ifPresent(ImportRequest::checkRequestId);
    written = written.strip();
  }

  /** A request that somebody made. */
  public ImportRequest(
      UserId user,
      Optional<String> requestId,
      String written,
      Target target,
      ImportOptions options) {
    this(user, requestId, written, target, options, Optional.empty());
  }

  /** The same, as a run of a source. */
  ImportRequest by(Origin source) {
    return new ImportRequest(user, requestId, written, target, options, Optional.of(source));
  }

  /**
   * @throws InvalidRequestException if it is blank, too long or has control characters
   */
  static void checkRequestId(String id) {
    if (id.isBlank()
        || id.length() > MAX_REQUEST_ID
        || id.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException(
          "The request id must have 1 to "
              + MAX_REQUEST_ID
              + " characters, none of them control characters.");
    }
  }
}
