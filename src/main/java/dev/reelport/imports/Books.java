package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import dev.reelport.platform.UserId;
import dev.reelport.quota.HighBudgets;
import dev.reelport.quota.Ledger;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Enters what steps and previews spent into the ledger, in the commit of what it bought. */
@ApplicationScoped
class Books {

  private final Ledger ledger;
  private final HighBudgets budgets;
  private final ImportStore imports;
  private final Announcer announcer;

  Books(Ledger ledger, HighBudgets budgets, ImportStore imports, Announcer announcer) {
    this.ledger = ledger;
    this.budgets = budgets;
    this.imports = imports;
    this.announcer = announcer;
  }

  /**
   * Books what was spent for an import, or for a preview if there is none. The payer is told only
   * when that is committed, by whoever commits it.
   */
  Uni<Outbox.Batch> book(
      Mutiny.Session session,
      UserId user,
      Optional<ImportId> importId,
      StepPayer payer,
      Instant now) {
    return enter(session, importId, payer, now).chain(() -> warn(session, user, payer, now));
  }

  /**
   * Books what was spent and bought nothing, because another step was faster or a commit failed;
   * unless it is booked already, by a commit that had worked and whose answer was lost.
   */
  Uni<Outbox.Batch> writeOff(
      Mutiny.Session session,
      UserId user,
      Optional<ImportId> importId,
      StepPayer payer,
      Instant now) {
    return enter(session, importId, payer, now)
        .call(
            units ->
                units == 0 || importId.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : imports.addUnits(session, importId.get(), units))
        .chain(() -> warn(session, user, payer, now));
  }

  /** Answers how many units were not booked before. */
  private Uni<Integer> enter(
      Mutiny.Session session, Optional<ImportId> importId, StepPayer payer, Instant now) {
    return Multi.createFrom()
        .iterable(payer.entries(importId))
        .onItem()
        .transformToUniAndConcatenate(
            entry -> ledger.book(session, entry, now).map(added -> added ? entry.units() : 0))
        .collect()
        .with(Collectors.summingInt(Integer::intValue));
  }

  private Uni<Outbox.Batch> warn(
      Mutiny.Session session, UserId user, StepPayer payer, Instant now) {
    return budgets
        .notice(session, payer.charges())
        .chain(high -> announcer.high(session, user, high, now));
  }
}
