package dev.reelport.imports;

import dev.reelport.platform.UserId;
import dev.reelport.quota.Bucket;
import dev.reelport.quota.Ledger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Enters what steps and previews spent into the ledger, in the commit of what it bought. */
@ApplicationScoped
class Books {

  private final Ledger ledger;
  private final ImportStore imports;

  Books(Ledger ledger, ImportStore imports) {
    this.ledger = ledger;
    this.imports = imports;
  }

  /** Books what was spent for an import, or for a preview if there is none. */
  Uni<Void> book(
      Mutiny.Session session,
      UserId user,
      Optional<ImportId> importId,
      StepPayer payer,
      Instant now) {
    Uni<Void> booked = Uni.createFrom().voidItem();
    for (var spent : payer.byDay().entrySet()) {
      booked =
          booked.chain(
              () ->
                  ledger.book(
                      session,
                      spent.getKey().date(),
                      Bucket.GENERAL,
                      user,
                      importId.map(ImportId::value),
                      spent.getValue(),
                      now));
    }
    return booked;
  }

  /**
   * Books what a step spent although another was faster, unless it was this very attempt whose
   * commit had worked and whose answer was lost.
   */
  Uni<Void> writeOff(Mutiny.Session session, Import i, StepPayer payer, UUID attempt, Instant now) {
    return imports
        .isWrittenBy(session, i.id(), attempt)
        .chain(
            written ->
                written || payer.spent() == 0
                    ? Uni.createFrom().voidItem()
                    : imports
                        .addUnits(session, i.id(), payer.spent())
                        .chain(() -> book(session, i.user(), Optional.of(i.id()), payer, now)));
  }
}
