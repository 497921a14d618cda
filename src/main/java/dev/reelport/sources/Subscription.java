package dev.reelport.sources;

import dev.reelport.youtube.ChannelId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What the hub was asked to tell us of.
 *
 * @param token the last part of the address it calls
 * @param salt what the secret follows from, with the key of that id
 * @param keyId empty if there was no key; the salt is the secret then
 * @param tries in a row that came to nothing
 * @param newsAt the latest change that was told
 * @param nextAt when the hub is to be asked for something; each claim and each news of it moves it
 */
record Subscription(
    ChannelId channel,
    String token,
    String salt,
    Optional<String> keyId,
    State state,
    int tries,
    Optional<Instant> newsAt,
    Instant nextAt) {

  /** How far it is. */
  enum State {
    /** To be asked for. */
    WANTED,
    /** Asked for; the hub has not verified yet. */
    ASKED,
    /** Verified; it is renewed in time. */
    ACTIVE,
    /** Nobody follows the channel any more; to be ended. */
    ENDING;

    /** Its name in rows. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether this is what we asked for. */
  boolean hasAsked(Hub.Mode mode) {
    return mode == Hub.Mode.UNSUBSCRIBE
        ? state == State.ENDING
        : state == State.ASKED || state == State.ACTIVE;
  }

  /** Whether notifications are welcome; the first may come before the hub is known to be ready. */
  boolean listens() {
    return state == State.ASKED || state == State.ACTIVE;
  }
}
