package dev.reelport.quota;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The units spent, written in the commit of what they bought. */
@ApplicationScoped
public class Ledger {

  /**
   * Books units.
   *
   * @param units more than 0
   */
  public Uni<Void> book(
      Mutiny.Session session,
      LocalDate day,
      Bucket bucket,
      UserId user,
      Optional<UUID> importId,
      int units,
      Instant now) {
    throw new UnsupportedOperationException();
  }

  /** What the user spent in the bucket that day. */
  public Uni<Long> spentBy(Mutiny.Session session, LocalDate day, Bucket bucket, UserId user) {
    throw new UnsupportedOperationException();
  }

  /** What everybody spent in the bucket that day. */
  public Uni<Long> spent(Mutiny.Session session, LocalDate day, Bucket bucket) {
    throw new UnsupportedOperationException();
  }

  /** Who spent most in the bucket that day, heaviest first. */
  public Uni<List<Spender>> heaviest(
      Mutiny.Session session, LocalDate day, Bucket bucket, int limit) {
    throw new UnsupportedOperationException();
  }

  /** What a user spent. */
  public record Spender(UserId user, long units) {}
}
