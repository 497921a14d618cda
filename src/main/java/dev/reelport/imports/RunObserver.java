package dev.reelport.imports;

import dev.reelport.outbox.Outbox;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.PlaylistId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Whoever keeps lists in sync, and is no business of this package. */
public interface RunObserver {

  /**
   * A list that its user wants kept in sync, known from now on.
   *
   * @param target the channel's or playlist's id
   */
  record KeptList(
      UserId user,
      ImportId run,
      TargetKind kind,
      String target,
      String written,
      Optional<String> title,
      PlaylistId list,
      ImportOptions options,
      Instant now) {}

  /**
   * A step of a run.
   *
   * @param run the import after it
   * @param decided what is written in the same transaction
   * @param granted whether its user's grant has been used
   * @param listed how many videos the list has, where YouTube told everybody
   */
  record RunStep(
      UserId user,
      Origin origin,
      ImportView run,
      List<Decided> decided,
      boolean granted,
      Optional<Integer> listed,
      Instant now) {}

  /** What the import is a run of from now on. Called within the import's transaction. */
  Uni<Origin> kept(Mutiny.Session session, KeptList list);

  /**
   * A run decided something, or ended. Called within its transaction, which may be its user's or
   * the service's; what it answers is published after the commit.
   */
  Uni<Outbox.Batch> moved(Mutiny.Session session, RunStep step);
}
