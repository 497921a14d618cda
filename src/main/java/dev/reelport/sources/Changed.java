package dev.reelport.sources;

import dev.reelport.imports.ImportView;
import dev.reelport.outbox.Outbox;
import java.util.Optional;

/**
 * What a change of a source led to, not yet committed.
 *
 * @param run of its whole list, if there is one now
 * @param batch to be published after the commit
 */
record Changed(Source source, Optional<ImportView> run, Outbox.Batch batch) {

  static Changed only(Source source) {
    return new Changed(source, Optional.empty(), Outbox.Batch.EMPTY);
  }
}
