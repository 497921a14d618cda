package dev.reelport.sources;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** How often a source is checked. */
public enum SyncInterval {
  TWO_HOURS("2h", Duration.ofHours(2)),
  FOUR_HOURS("4h", Duration.ofHours(4)),
  DAILY("daily", Duration.ofDays(1)),
  /** Only when its user says so. */
  MANUAL("manual", null),
  /** By the rhythm in which the channel publishes. */
  ADAPTIVE("adaptive", null);

  private final String code;
  private final Duration fixed;

  SyncInterval(String code, Duration fixed) {
    this.code = code;
    this.fixed = fixed;
  }

  /** The name of the contract and of the database. */
  @JsonValue
  public String code() {
    return code;
  }

  /** The time between two checks, where it is always the same. */
  Optional<Duration> fixed() {
    return Optional.ofNullable(fixed);
  }

  /**
   * Reads what {@link #code} wrote.
   *
   * @throws java.util.NoSuchElementException if it did not
   */
  static SyncInterval of(String code) {
    return Stream.of(values()).filter(one -> one.code.equals(code)).findFirst().orElseThrow();
  }
}
