package dev.reelport.api;

import dev.reelport.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Where a list goes on. Opaque to callers, so that what is inside may change. */
final class Cursor {

  private static final String ID = "id:";
  private static final String PLACE = "place:";
  private static final String PAGE = "page:";

  private Cursor() {}

  /** Behind the row of this id. */
  static String behind(UUID id) {
    return encode(ID + id);
  }

  /** Behind the row at this place. */
  static String behind(long place) {
    return encode(PLACE + place);
  }

  /** The id to go on behind; empty without a cursor. */
  static Optional<UUID> id(String cursor) {
    return Optional.ofNullable(cursor)
        .map(given -> Ids.parse(decode(given, ID)).orElseThrow(Cursor::garbage));
  }

  /** The place to go on behind; 0 without a cursor. */
  static long place(String cursor) {
    if (cursor == null) {
      return 0;
    }
    String place = decode(cursor, PLACE);
    if (!place.matches("[0-9]{1,18}")) {
      throw garbage();
    }
    return Long.parseLong(place);
  }

  /** At the page that YouTube calls so. */
  static String atPage(String token) {
    return encode(PAGE + token);
  }

  /** YouTube's name of the page to go on at; empty without a cursor. */
  static Optional<String> page(String cursor) {
    return Optional.ofNullable(cursor)
        .map(given -> decode(given, PAGE))
        .map(
            token -> {
              if (!token.matches("[!-~]{1,2048}")) {
                throw garbage();
              }
              return token;
            });
  }

  static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  static String decode(String cursor, String kind) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      // One spelling each: the decoder alone tolerates padding and stray bits.
      if (text.startsWith(kind) && encode(text).equals(cursor)) {
        return text.substring(kind.length());
      }
    } catch (IllegalArgumentException e) {
      throw garbage();
    }
    throw garbage();
  }

  static ProblemException garbage() {
    return Parameters.invalid(
        "cursor", "it must be the nextCursor of an earlier answer of the same list");
  }
}
