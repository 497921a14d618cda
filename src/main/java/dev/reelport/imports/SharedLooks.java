package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.StoreFailures;
import dev.reelport.platform.UserId;
import dev.reelport.quota.Charge;
import dev.reelport.quota.Priority;
import dev.reelport.quota.Quota;
import dev.reelport.quota.QuotaUnavailableException;
import dev.reelport.youtube.Endpoint;
import dev.reelport.youtube.Payer;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Looks at YouTube that serve many users at once, charged to the first of them who may. */
@ApplicationScoped
public class SharedLooks {

  private final Quota quota;
  private final Books books;
  private final Arrears arrears;
  private final Publisher publisher;
  private final Moments moments;
  private final EventLoop loop;
  private final Sessions sessions;

  SharedLooks(
      Quota quota,
      Books books,
      Arrears arrears,
      Publisher publisher,
      Moments moments,
      EventLoop loop,
      Sessions sessions) {
    this.quota = quota;
    this.books = books;
    this.arrears = arrears;
    this.publisher = publisher;
    this.moments = moments;
    this.loop = loop;
    this.sessions = sessions;
  }

  /**
   * Looks, and books what that cost, whatever comes of it. Where no budget allows a call, it fails
   * in the way that {@link #isRefused} tells.
   *
   * @param users who are served, whose budgets are asked in this order; at least one
   */
  public <T> Uni<T> look(List<UserId> users, Function<Payer, Uni<T>> work) {
    Rota rota = new Rota(users.stream().distinct().map(this::payer).toList());
    return work.apply(rota)
        .onFailure(YouTubeFailure.DayUsedUp.class)
        .call(usedUp -> close(rota))
        .onItemOrFailure()
        .call((seen, failure) -> book(rota))
        .onCancellation()
        .invoke(() -> rota.spenders().forEach(this::owe));
  }

  /** Whether a failure says that no budget allowed the call, so that nothing was sent. */
  public static boolean isRefused(Throwable failure) {
    return failure instanceof QuotaRefusedException;
  }

  private Share payer(UserId user) {
    return new Share(user, new StepPayer(quota, user, Priority.BULK));
  }

  /** What a user pays of it. */
  private record Share(UserId user, StepPayer payer) {}

  /** Charges the first whose own budget allows it. */
  private record Rota(List<Share> shares) implements Payer {

    @Override
    public Uni<Void> charge(Endpoint endpoint) {
      return charge(endpoint, 0);
    }

    private Uni<Void> charge(Endpoint endpoint, int n) {
      Uni<Void> charged = shares.get(n).payer().charge(endpoint);
      return n + 1 == shares.size()
          ? charged
          : charged.onFailure(Rota::isOwn).recoverWithUni(refused -> charge(endpoint, n + 1));
    }

    private static boolean isOwn(Throwable failure) {
      return failure instanceof QuotaRefusedException refused && refused.by() != Charge.By.PROJECT;
    }

    // A call is given back right after its charge, and a share's charges are all alike.
    @Override
    public Uni<Void> giveBack(Endpoint endpoint) {
      return latest()
          .map(share -> share.payer().giveBack(endpoint))
          .orElseGet(() -> Uni.createFrom().voidItem());
    }

    // Who comes later pays when those before cannot any more.
    Optional<Share> latest() {
      return spenders().stream().reduce((one, later) -> later);
    }

    List<Share> spenders() {
      return shares.stream().filter(share -> share.payer().spent() > 0).toList();
    }
  }

  private Uni<Void> close(Rota rota) {
    return rota.latest()
        .flatMap(share -> share.payer().last())
        .map(charge -> quota.close(charge.bucket(), charge.day()).replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem())
        .onFailure(QuotaUnavailableException.class)
        .recoverWithNull();
  }

  private Uni<Void> book(Rota rota) {
    return Multi.createFrom()
        .iterable(rota.spenders())
        .onItem()
        .transformToUniAndConcatenate(this::book)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> book(Share share) {
    Instant now = moments.now().now();
    return loop.<Outbox.Batch>call(
            () ->
                sessions.ofWorker(
                    session ->
                        books.book(session, share.user(), Optional.empty(), share.payer(), now)))
        .invoke(publisher::publish)
        .invoke(share.payer()::booked)
        .replaceWithVoid()
        .onFailure()
        .invoke(() -> owe(share))
        // It is booked as soon as the database is back; what was seen is good all the same.
        .onFailure(StoreFailures::mayPass)
        .recoverWithNull();
  }

  private void owe(Share share) {
    arrears.add(share.user(), Optional.empty(), share.payer());
  }
}
