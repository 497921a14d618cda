package dev.reelport.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.imports.ImportOptions;
import dev.reelport.imports.ImportRequest;
import dev.reelport.imports.InvalidRequestException;
import dev.reelport.imports.OptionsBody;
import dev.reelport.imports.TargetKind;
import dev.reelport.platform.StrictJson;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.InvalidTargetException;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.TargetParser;
import java.util.Optional;

/** Reads records of the request topic: CloudEvents 1.0, binary or structured, or plain JSON. */
final class RequestDecoder {

  /** Largest accepted value; the same as over HTTP. */
  static final int MAX_BYTES = 64 * 1024;

  private RequestDecoder() {}

  /**
   * Reads a record.
   *
   * @throws PoisonException if it can never work
   */
  static ImportRequest decode(RawRecord record) {
    requireReadable(record);
    Envelope envelope = Envelope.open(record);
    RequestBody body = body(envelope.data());
    String requestId =
        Optional.ofNullable(body.requestId())
            .or(envelope::id)
            .orElseThrow(
                () -> Envelope.invalid("requestId is missing, and there is no event id either."));
    if (body.target() == null) {
      throw Envelope.invalid("target is missing: say what to import.");
    }
    return request(user(body.userId()), requestId, body);
  }

  private static void requireReadable(RawRecord record) {
    if (!record.hasValue()) {
      throw new PoisonException(DeadLetterReason.TOMBSTONE, "The record has no value.");
    }
    if (!record.hasKey()) {
      throw new PoisonException(
          DeadLetterReason.MISSING_KEY, "The record has no key; use the user id as its key.");
    }
    if (record.value().length > MAX_BYTES) {
      throw new PoisonException(
          DeadLetterReason.TOO_LARGE, "The value has more than 64 KiB; a request needs far less.");
    }
  }

  private static RequestBody body(ObjectNode data) {
    try {
      return StrictJson.read(Utf8.bytes(data.toString()), RequestBody.class);
    } catch (StrictJson.InvalidJsonException e) {
      throw Envelope.invalid(e.getMessage());
    }
  }

  private static UserId user(String userId) {
    if (userId == null) {
      throw Envelope.invalid("userId is missing: say whose import it is.");
    }
    try {
      return new UserId(userId);
    } catch (IllegalArgumentException e) {
      throw Envelope.invalid("userId is not valid: " + e.getMessage() + ".");
    }
  }

  private static ImportRequest request(UserId user, String requestId, RequestBody body) {
    try {
      Target target = TargetParser.parse(body.target());
      OptionsBody options = body.options() == null ? OptionsBody.NONE : body.options();
      return new ImportRequest(
          user,
          Optional.of(requestId),
          body.target(),
          target,
          ImportOptions.of(options, TargetKind.of(target)));
    } catch (InvalidTargetException e) {
      throw new PoisonException(DeadLetterReason.INVALID_TARGET, e.getMessage());
    } catch (InvalidRequestException e) {
      throw Envelope.invalid(e.getMessage());
    }
  }
}
