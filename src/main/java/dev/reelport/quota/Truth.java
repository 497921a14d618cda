package dev.reelport.quota;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/** What is known of a day without Redis, and from what the counters there are rebuilt. */
interface Truth {

  /**
   * What may be missing and what is booked, seen at one moment.
   *
   * @param margin the sum of the allowances of instances that may have charged before this opening
   *     what is not booked yet
   * @param spent units booked of what was charged before this opening
   */
  record Standing(Opening opening, long margin, Map<Bucket, Long> spent) {}

  /** The same, and what each user spent of the general bucket. */
  record UserStanding(Standing project, Map<UserId, Long> spentBy) {}

  /**
   * Counts an opening of the day, before anything is written to Redis. The same token again is the
   * same opening. The first one of a day has no margin: nothing was charged before it.
   */
  Uni<Standing> open(LocalDate day, String token);

  /** Units booked of what the user charged to the general bucket before this opening. */
  Uni<Long> spentBy(Opening opening, UserId user);

  /** The margin of this opening by now. */
  Uni<Long> margin(Opening opening);

  /** All that is known of this opening by now. */
  Uni<UserStanding> standing(Opening opening);

  /** Promises that the instance never has charged more than these units that are not booked. */
  Uni<Void> allow(UUID instance, LocalDate from, LocalDate through, int units);

  /** The instance has booked everything it charged before this opening. */
  Uni<Void> settled(UUID instance, Opening opening);

  /** The instance has booked everything and ends. */
  Uni<Void> leave(UUID instance);
}
