package dev.reelport.youtube;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The first try of a call, paid for before the guard is asked: a quota refusal then never reaches
 * the circuit breaker, which would take it for a sign of YouTube's health.
 */
final class Prepaid {

  private final AtomicBoolean used = new AtomicBoolean();

  /** Takes the try; true the first time only. */
  boolean use() {
    return used.compareAndSet(false, true);
  }

  boolean isUsed() {
    return used.get();
  }
}
