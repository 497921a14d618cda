package dev.reelport.audit;

import dev.reelport.platform.UserId;
import java.util.Optional;

/**
 * Something that was done.
 *
 * @param actor whose token it was; empty for Google, or the service itself
 * @param user whose thing it was done to; empty for what is everybody's
 * @param subject what it was done to
 * @param detail what else matters, without secrets and content
 */
public record Deed(
    Action action,
    Optional<UserId> actor,
    Optional<UserId> user,
    String subject,
    Optional<String> detail) {

  /** What was done. */
  public enum Action {
    CONNECTION_MADE("connection.made"),
    CONNECTION_ENDED("connection.ended"),
    CONNECTION_WITHDRAWN("connection.withdrawn"),
    SOURCE_MADE("source.made"),
    SOURCE_CHANGED("source.changed"),
    SOURCE_DELETED("source.deleted"),
    CATALOGUE_CHANGED("catalogue.changed"),
    DEAD_LETTERS_REPLAYED("dead_letters.replayed");

    private final String code;

    Action(String code) {
      this.code = code;
    }

    /** As in rows and answers. */
    public String code() {
      return code;
    }
  }

  /** What an admin did to something of everybody's. */
  public static Deed byAdmin(Action action, UserId admin, String subject) {
    return new Deed(action, Optional.of(admin), Optional.empty(), subject, Optional.empty());
  }

  /** What somebody did to something of this user's. */
  public static Deed of(Action action, Optional<UserId> actor, UserId user, Object subject) {
    return new Deed(action, actor, Optional.of(user), subject.toString(), Optional.empty());
  }
}
