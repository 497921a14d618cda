package dev.reelport.projects;

import dev.reelport.platform.UserId;
import java.util.Optional;

/**
 * Who sees a video behind a project.
 *
 * @param user by whose grant; empty for everybody
 */
public record Viewer(Optional<UserId> user) {

  /** Who needs no grant. */
  public static final Viewer EVERYBODY = new Viewer(Optional.empty());

  /** Reads what {@link #name()} wrote. */
  public static Viewer named(String name) {
    return name.isEmpty() ? EVERYBODY : new Viewer(Optional.of(new UserId(name)));
  }

  /** One name each, for the database: no user's is empty. */
  public String name() {
    return user.map(UserId::value).orElse("");
  }
}
