package dev.reelport.imports;

import dev.reelport.imports.Advance.Moment;
import dev.reelport.imports.PageWriter.Written;
import dev.reelport.outbox.Outbox;
import dev.reelport.projects.ProjectView;
import dev.reelport.youtube.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one commit point of a step: projects, outcomes, counts, cursor, ledger and records to
 * publish, all or nothing.
 */
@ApplicationScoped
class Commit {

  private final PageWriter pages;
  private final ImportStore imports;
  private final ChannelCache channels;
  private final Books books;
  private final Announcer announcer;
  private final Turns turns;
  private final Reconnects reconnects;
  private final Observed observed;
  private final Advance advance;

  Commit(
      PageWriter pages,
      ImportStore imports,
      ChannelCache channels,
      Books books,
      Announcer announcer,
      Turns turns,
      Reconnects reconnects,
      Observed observed,
      Advance advance) {
    this.pages = pages;
    this.imports = imports;
    this.channels = channels;
    this.books = books;
    this.announcer = announcer;
    this.turns = turns;
    this.reconnects = reconnects;
    this.observed = observed;
    this.advance = advance;
  }

  /** What a step has done. */
  record Done(Import before, Fetched fetched, StepPayer payer, Moment moment) {}

  /** The import after the step, and what is to be published now. */
  record Committed(Import after, Outbox.Batch batch) {}

  /** Writes it all in the caller's transaction; fails with {@link StaleStepException}. */
  Uni<Committed> write(Mutiny.Session session, Done done) {
    return pages.write(session, done).chain(written -> move(session, done, written));
  }

  private Uni<Committed> move(Mutiny.Session session, Done done, Written written) {
    Import next =
        advance.after(
            done.before(),
            done.fetched(),
            written.items(),
            written.wanted(),
            done.payer().spent(),
            done.moment());
    Made made = new Made(written.created(), Observed.decided(done, written.items()));
    return keepChannel(session, done)
        .chain(() -> observed.resolved(session, done, next))
        .chain(kept -> move(session, done.payer(), kept, made, done.moment().now()));
  }

  /** What a step brought. */
  private record Made(List<ProjectView> created, List<Decided> decided) {

    static final Made NOTHING = new Made(List.of(), List.of());
  }

  /** Writes a version of an import that brings no videos. */
  Uni<Committed> move(Mutiny.Session session, StepPayer payer, Import next, Instant now) {
    return move(session, payer, next, Made.NOTHING, now);
  }

  private Uni<Committed> move(
      Mutiny.Session session, StepPayer payer, Import next, Made made, Instant now) {
    return reconnects
        .settled(session, next)
        .chain(settled -> save(session, payer, settled, made, now));
  }

  private Uni<Committed> save(
      Mutiny.Session session, StepPayer payer, Import next, Made made, Instant now) {
    return imports
        .save(session, next, next.version() - 1, payer.spent(), now)
        .chain(() -> books.book(session, next.user(), Optional.of(next.id()), payer, now))
        .chain(
            booked ->
                others(session, next, now)
                    .chain(others -> announcer.moved(session, next, made.created(), others, now))
                    .map(booked::and))
        .chain(
            batch ->
                observed
                    .moved(session, next, made.decided(), now)
                    .map(told -> new Committed(next, batch.and(told))));
  }

  /** The user's lists that were queued behind this one, if it is no longer worked on. */
  private Uni<List<Import>> others(Mutiny.Session session, Import next, Instant now) {
    boolean goesOn = next.state() instanceof ImportState.Running;
    return goesOn || next.kind() == TargetKind.VIDEO
        ? Uni.createFrom().item(List.of())
        : turns.follow(session, next.user(), now);
  }

  private Uni<Void> keepChannel(Mutiny.Session session, Done done) {
    Fetched.Listing listing = done.fetched().listing();
    return listing.fresh() && done.before().request().target() instanceof Target.Channel target
        ? channels.put(session, target.ref(), listing.channel().orElseThrow(), done.moment().now())
        : Uni.createFrom().voidItem();
  }
}
