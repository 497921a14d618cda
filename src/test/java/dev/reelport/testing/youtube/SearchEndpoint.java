package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Supplier;

/** {@code search.list}: its day is always used up, since nothing should ever call it. */
record SearchEndpoint(Supplier<Instant> dayStart) implements Endpoint {

  private static final int CALLS_A_DAY = 100;

  @Override
  public ObjectNode answer(ApiCall call) {
    throw new Refusal(ApiErrors.perDay(Bucket.SEARCH, CALLS_A_DAY, dayStart.get()));
  }
}
