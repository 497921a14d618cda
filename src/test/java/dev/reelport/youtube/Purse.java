package dev.reelport.youtube;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;

/** A payer who counts, and who refuses once so many units are gone. */
final class Purse implements Payer {

  private final int limit;
  private final AtomicInteger charged = new AtomicInteger();
  private final AtomicInteger givenBack = new AtomicInteger();

  Purse(int limit) {
    this.limit = limit;
  }

  @Override
  public Uni<Void> charge(Endpoint endpoint) {
    return Uni.createFrom()
        .voidItem()
        .invoke(
            () -> {
              if (charged.get() >= limit) {
                throw new Empty();
              }
              charged.incrementAndGet();
            });
  }

  @Override
  public Uni<Void> giveBack(Endpoint endpoint) {
    return Uni.createFrom().voidItem().invoke(givenBack::incrementAndGet);
  }

  int charged() {
    return charged.get();
  }

  int givenBack() {
    return givenBack.get();
  }

  /** The refusal. */
  static final class Empty extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
