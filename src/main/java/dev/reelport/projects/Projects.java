package dev.reelport.projects;

import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The projects of users. Every statement names the user, so nobody reaches another's. */
@ApplicationScoped
public class Projects {

  /** Which of the videos the user has or had; the others are not in the map. */
  public Uni<Map<String, Known>> known(
      Mutiny.Session session, UserId user, Collection<String> videoIds) {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the projects the user does not have yet, in one statement.
   *
   * @return what was inserted, by video id
   */
  public Uni<Map<String, ProjectView>> insert(
      Mutiny.Session session, UserId user, List<NewProject> projects, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Forgets that the user deleted the project of this video. */
  public Uni<Void> liftTombstone(Mutiny.Session session, UserId user, String videoId) {
    throw new UnsupportedOperationException();
  }

  /** How many projects the user has of this channel. */
  public Uni<Long> countOfChannel(UserId user, String channelId) {
    throw new UnsupportedOperationException();
  }

  /** The user's projects, newest first, from the one behind {@code before} on. */
  public Uni<List<ProjectView>> list(UserId user, Optional<UUID> before, int limit) {
    throw new UnsupportedOperationException();
  }

  /** The user's project; empty if it is not there or another's. */
  public Uni<Optional<ProjectView>> get(UserId user, UUID id) {
    throw new UnsupportedOperationException();
  }

  /** Changes the user's project; empty if it is not there or another's. */
  public Uni<Optional<ProjectView>> patch(UserId user, UUID id, ProjectPatch patch, Instant now) {
    throw new UnsupportedOperationException();
  }

  /** Deletes the user's project and leaves a tombstone; false if it is not there or another's. */
  public Uni<Boolean> delete(UserId user, UUID id, Instant now) {
    throw new UnsupportedOperationException();
  }
}
