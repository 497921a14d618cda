package dev.reelport.quota;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Notices budgets above their warning, each once a day. The mark is set in the commit that books
 * the units: if that fails, or its process is killed, the next commit notices.
 */
@ApplicationScoped
public class HighBudgets {

  private static final String TELL =
      """
      insert into quota_high (day, scope, subject) values (:day, :scope, :subject)
      on conflict do nothing
      """;

  private final Quota quota;

  HighBudgets(Quota quota) {
    this.quota = quota;
  }

  /** What is to be told in this transaction of the charges it books. */
  public Uni<List<QuotaHigh>> notice(Mutiny.Session session, Collection<Charge.Granted> charges) {
    return Multi.createFrom()
        .iterable(quota.high(charges))
        .onItem()
        .transformToUniAndConcatenate(
            // Mutiny leaves out what is null.
            budget -> tell(session, budget).map(first -> first ? budget : null))
        .collect()
        .asList();
  }

  private Uni<Boolean> tell(Mutiny.Session session, QuotaHigh budget) {
    return session
        .createNativeQuery(TELL)
        .setParameter("day", budget.day())
        .setParameter("scope", budget.scope().code())
        .setParameter("subject", budget.subject())
        .executeUpdate()
        .map(rows -> rows == 1);
  }
}
