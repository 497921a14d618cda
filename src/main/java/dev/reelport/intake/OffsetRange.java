package dev.reelport.intake;

/** Offsets of a partition: the first is included, the last is not. */
public record OffsetRange(long from, long to) {

  boolean isEmpty() {
    return from >= to;
  }

  boolean has(long offset) {
    return from <= offset && offset < to;
  }
}
