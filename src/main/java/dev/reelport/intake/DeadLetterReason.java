package dev.reelport.intake;

import java.util.Locale;

/** Why a record can never work. The codes stand in a header of the dead letter and never change. */
public enum DeadLetterReason {
  /** The record has no value. */
  TOMBSTONE,
  /** The record has no key. */
  MISSING_KEY,
  /** The value has more than {@link RequestDecoder#MAX_BYTES}. */
  TOO_LARGE,
  /** The value is not JSON in UTF-8. */
  INVALID_JSON,
  /** A CloudEvent of a version other than 1.0. */
  UNSUPPORTED_VERSION,
  /** A CloudEvent whose data is not JSON. */
  UNSUPPORTED_CONTENT_TYPE,
  /** JSON that is no request: missing or unknown fields, wrong types, invalid options. */
  INVALID_REQUEST,
  /** The target names no video, channel or playlist of YouTube. */
  INVALID_TARGET,
  /** The request id stands for another target or other options already. */
  CONFLICT;

  /** The name in the header, in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
