package dev.reelport.quota;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Openings, allowances and a ledger in memory, as PostgreSQL would have them. */
final class InMemoryTruth implements Truth {

  private record Opened(String token, int number) {}

  private record Allowed(LocalDate from, LocalDate through, int units, Opening settled) {
    boolean isOpenBefore(Opening opening) {
      boolean covers = !from.isAfter(opening.day()) && !through.isBefore(opening.day());
      boolean isSettled = settled.day().equals(opening.day()) && !settled.isBefore(opening);
      return covers && !isSettled;
    }
  }

  private final Map<LocalDate, Opened> openings = new HashMap<>();
  private final Map<UUID, Allowed> allowances = new HashMap<>();
  private final List<Charge.Granted> ledger = new ArrayList<>();
  private boolean away;

  /** Books a charge, in a commit of its own. */
  synchronized void book(Charge.Granted charge) {
    ledger.add(charge);
  }

  /** From now on nothing is answered, or everything again. */
  synchronized void away(boolean isAway) {
    away = isAway;
  }

  synchronized void forgetAll() {
    openings.clear();
    allowances.clear();
    ledger.clear();
  }

  synchronized int allowances() {
    return allowances.values().stream().mapToInt(Allowed::units).sum();
  }

  @Override
  public Uni<Standing> open(LocalDate day, String token) {
    return answer(
        () -> {
          Opened was = openings.getOrDefault(day, new Opened("", 0));
          Opened now = was.token().equals(token) ? was : new Opened(token, was.number() + 1);
          openings.put(day, now);
          Standing standing = known(new Opening(day, now.number())).project();
          return now.number() == 1
              ? new Standing(standing.opening(), 0, standing.spent())
              : standing;
        });
  }

  @Override
  public Uni<Long> spentBy(Opening opening, UserId user) {
    return answer(() -> known(opening).spentBy().getOrDefault(user, 0L));
  }

  @Override
  public Uni<Long> margin(Opening opening) {
    return answer(() -> known(opening).project().margin());
  }

  @Override
  public Uni<UserStanding> standing(Opening opening) {
    return answer(() -> known(opening));
  }

  @Override
  public Uni<Void> allow(UUID instance, LocalDate from, LocalDate through, int units) {
    return answer(
        () -> {
          Opening settled =
              allowances.containsKey(instance) ? allowances.get(instance).settled() : Opening.NONE;
          allowances.put(instance, new Allowed(from, through, units, settled));
          return null;
        });
  }

  @Override
  public Uni<Void> settled(UUID instance, Opening opening) {
    return answer(
        () -> {
          allowances.computeIfPresent(
              instance, (id, was) -> new Allowed(was.from(), was.through(), was.units(), opening));
          return null;
        });
  }

  @Override
  public Uni<Void> leave(UUID instance) {
    return answer(
        () -> {
          allowances.remove(instance);
          return null;
        });
  }

  private synchronized UserStanding known(Opening opening) {
    Predicate<Charge.Granted> before =
        charge -> charge.day().date().equals(opening.day()) && charge.opening() < opening.number();
    Map<Bucket, Long> spent = new EnumMap<>(Bucket.class);
    Map<UserId, Long> spentBy = new HashMap<>();
    for (Charge.Granted charge : ledger) {
      if (before.test(charge)) {
        spent.merge(charge.bucket(), (long) charge.units(), Long::sum);
        if (charge.bucket() == Bucket.GENERAL) {
          spentBy.merge(charge.user(), (long) charge.units(), Long::sum);
        }
      }
    }
    long margin =
        allowances.values().stream()
            .filter(allowed -> allowed.isOpenBefore(opening))
            .mapToLong(Allowed::units)
            .sum();
    return new UserStanding(new Standing(opening, margin, spent), spentBy);
  }

  private <T> Uni<T> answer(Supplier<T> known) {
    return Uni.createFrom()
        .item(
            () -> {
              synchronized (this) {
                if (away) {
                  throw new IllegalStateException("away");
                }
                return known.get();
              }
            });
  }
}
