package dev.reelport.quota;

import dev.reelport.platform.UserId;
import java.time.LocalDate;

/** The names of the gate's counters and marks in Redis. */
final class GateKeys {

  private static final String PREFIX = "youtube_quota:";

  private GateKeys() {}

  /** Units charged to a user that day. */
  static String user(UserId user, LocalDate day) {
    return PREFIX + "user:" + user + ":" + day;
  }

  /** Units charged to the project's bucket that day. */
  static String project(Bucket bucket, LocalDate day) {
    return PREFIX + "project:" + bucket.key() + ":" + day;
  }

  /** There while the bucket is closed. */
  static String closed(Bucket bucket, LocalDate day) {
    return PREFIX + "closed:" + bucket.key() + ":" + day;
  }

  /** How far each user's channels and playlists may go; not there while there is enough for all. */
  static String share(LocalDate day) {
    return PREFIX + "share:" + Bucket.GENERAL.key() + ":" + day;
  }

  /** How the day is open, see {@link OpenDay}. */
  static String open(LocalDate day) {
    return PREFIX + "open:" + day;
  }

  /** The counters that were rebuilt since the day is open, and from what they started. */
  static String checked(LocalDate day) {
    return PREFIX + "checked:" + day;
  }

  /** The token of whoever may open the day. */
  static String opening(LocalDate day) {
    return PREFIX + "opening:" + day;
  }

  /** There while a charge is remembered. */
  static String charge(String chargeId) {
    return PREFIX + "charge:" + chargeId;
  }
}
