package dev.reelport.quota;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * How a daily budget stands, in units.
 *
 * @param used booked in the ledger
 * @param reserved charged by the gate and not booked yet
 * @param remaining what may still be granted to channels and playlists
 */
@RegisterForReflection
public record QuotaState(
    long used,
    long reserved,
    int limit,
    int warnAbove,
    int refuseAbove,
    long remaining,
    Instant resetsAt) {

  /**
   * The state that follows from both counts.
   *
   * @param ledger units booked
   * @param gate units charged, 0 when the gate is empty or away
   */
  public static QuotaState of(Limits limits, long ledger, long gate, Instant resetsAt) {
    long reserved = Math.max(0, gate - ledger);
    return new QuotaState(
        ledger,
        reserved,
        limits.limit(),
        limits.warnAbove(),
        limits.refuseAbove(),
        Math.max(0, limits.refuseAbove() - ledger - reserved),
        resetsAt);
  }
}
