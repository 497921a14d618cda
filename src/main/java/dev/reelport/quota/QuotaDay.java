package dev.reelport.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * A day of YouTube's quota, from midnight to midnight Pacific time: 23 to 25 hours.
 *
 * @param date what the day is called in keys and rows
 * @param resetsAt when it ends and the next one starts
 */
public record QuotaDay(LocalDate date, Instant start, Instant resetsAt) {

  /** The day with this date. */
  public static QuotaDay on(LocalDate date, ZoneId zone) {
    return new QuotaDay(
        date, date.atStartOfDay(zone).toInstant(), date.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** The day this moment belongs to. */
  public static QuotaDay at(Instant moment, ZoneId zone) {
    return on(LocalDate.ofInstant(moment, zone), zone);
  }

  /** The days that may be today if the clock that says so is off by up to a day. */
  public static List<QuotaDay> around(Instant moment, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(moment, zone);
    return List.of(on(today.minusDays(1), zone), on(today, zone), on(today.plusDays(1), zone));
  }
}
