package dev.reelport.quota;

import java.util.Arrays;

/** A daily budget at Google (source: determine_quota_cost, 2026). */
public enum Bucket {
  /** Every list call but search. Only this one counts towards a user's own limit. */
  GENERAL("general"),
  /** {@code videos.batchGetStats}. */
  BATCH_GET_STATS("batchGetStats");

  private final String key;

  Bucket(String key) {
    this.key = key;
  }

  /**
   * The bucket of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Bucket ofKey(String key) {
    return Arrays.stream(values())
        .filter(bucket -> bucket.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no bucket " + key));
  }

  /** Whether it counts towards a user's own limit. */
  boolean countsForUsers() {
    return this == GENERAL;
  }

  /** Its name in keys, rows and answers. */
  public String key() {
    return key;
  }
}
