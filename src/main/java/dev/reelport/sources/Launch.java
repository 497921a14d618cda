package dev.reelport.sources;

import dev.reelport.imports.ImportId;
import dev.reelport.imports.Origin;
import dev.reelport.imports.Runs;
import dev.reelport.outbox.Outbox;
import dev.reelport.platform.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Starts runs of whole lists, in the caller's transaction. */
@ApplicationScoped
class Launch {

  private final SourceStore sources;
  private final Runs runs;

  Launch(SourceStore sources, Runs runs) {
    this.sources = sources;
    this.runs = runs;
  }

  /** The run that is under way, else a new one. The transaction has locked the source. */
  Uni<Changed> sweep(Mutiny.Session session, Source source, Instant now) {
    return runs.open(session, new Origin(source.id().value(), Rung.SWEEP.code()))
        .chain(
            open ->
                open.isPresent()
                    ? Uni.createFrom().item(new Changed(source, open, Outbox.Batch.EMPTY))
                    : start(session, source, now));
  }

  private Uni<Changed> start(Mutiny.Session session, Source source, Instant now) {
    ImportId id = new ImportId(Ids.next());
    Source started = source.started(id, now);
    return runs.start(session, List.of(started.run(id, Rung.SWEEP, Optional.empty())))
        .call(() -> sources.save(session, started))
        .map(made -> new Changed(started, Optional.of(made.imports().get(0)), made.batch()));
  }
}
