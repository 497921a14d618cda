package dev.reelport.imports;

import dev.reelport.imports.Advance.Moment;
import dev.reelport.quota.QuotaConfig;
import dev.reelport.quota.QuotaDay;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;

/** The time, and when the quota day it belongs to ends. */
@ApplicationScoped
class Moments {

  private final InstantSource clock;
  private final QuotaConfig quota;

  Moments(InstantSource clock, QuotaConfig quota) {
    this.clock = clock;
    this.quota = quota;
  }

  Moment now() {
    Instant now = clock.instant();
    Instant counted = now.plus(quota.clockOffset());
    Instant resetsAt = QuotaDay.at(counted, quota.zone()).resetsAt();
    return new Moment(now, resetsAt.minus(quota.clockOffset()));
  }
}
