package dev.reelport.testing.youtube;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Counts what calls cost, independently of whoever makes them: one unit a call, whatever comes of
 * it, per bucket, API key and Pacific day. A call that a used-up day refuses costs nothing.
 */
final class Referee {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  /** How a used-up day is told; which form the general bucket has since June 2026 is unknown. */
  record Limit(int units, QuotaForm form) {}

  private record Account(Bucket bucket, String key, LocalDate day) {}

  private final Map<Account, Integer> units = new HashMap<>();
  private final Map<Route, Integer> calls = new EnumMap<>(Route.class);
  private final Map<Route, Map<String, Integer>> callsById = new EnumMap<>(Route.class);
  private final Map<Bucket, Limit> limits = new EnumMap<>(Bucket.class);
  private InstantSource clock = InstantSource.system();
  private int refused;

  /** Counts the call; an error if its day is used up. */
  synchronized Optional<ApiError> charge(Route route, String key, List<String> resources) {
    calls.merge(route, 1, Integer::sum);
    Map<String, Integer> byId = callsById.computeIfAbsent(route, absent -> new HashMap<>());
    resources.forEach(id -> byId.merge(id, 1, Integer::sum));
    if (route.bucket().isEmpty()) {
      return Optional.empty();
    }
    Bucket bucket = route.bucket().get();
    Account account = new Account(bucket, key, today());
    Limit limit = limits.get(bucket);
    if (limit != null && units.getOrDefault(account, 0) >= limit.units()) {
      refused++;
      return Optional.of(limit.form().error(bucket, limit.units(), dayStart()));
    }
    units.merge(account, 1, Integer::sum);
    return Optional.empty();
  }

  synchronized int units(Bucket bucket) {
    return sum(account -> account.bucket() == bucket);
  }

  synchronized int units(Bucket bucket, String key) {
    return sum(account -> account.bucket() == bucket && account.key().equals(key));
  }

  synchronized int unitsOn(Bucket bucket, LocalDate day) {
    return sum(account -> account.bucket() == bucket && account.day().equals(day));
  }

  synchronized int calls(Route route) {
    return calls.getOrDefault(route, 0);
  }

  synchronized int calls(Route route, String id) {
    return callsById.getOrDefault(route, Map.of()).getOrDefault(id, 0);
  }

  synchronized int refused() {
    return refused;
  }

  synchronized void limit(Bucket bucket, int unitsADay, QuotaForm form) {
    limits.put(bucket, new Limit(unitsADay, form));
  }

  synchronized void unlimited() {
    limits.clear();
  }

  synchronized void clock(InstantSource source) {
    clock = source;
  }

  synchronized void reset() {
    units.clear();
    calls.clear();
    callsById.clear();
    refused = 0;
  }

  /** Midnight Pacific, when this day's units began. */
  synchronized Instant dayStart() {
    return today().atStartOfDay(PACIFIC).toInstant();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), PACIFIC);
  }

  private int sum(Predicate<Account> which) {
    return units.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
