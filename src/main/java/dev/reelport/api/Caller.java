package dev.reelport.api;

import dev.reelport.platform.UserId;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Whom the request is for and who makes it, as the {@link Doorkeeper} found out. The only place
 * where a resource learns a user from.
 */
@RequestScoped
class Caller {

  private static final String USER = Caller.class.getName();
  private static final String ACTOR = USER + ".actor";

  private final RoutingContext context;

  @Inject
  Caller(RoutingContext context) {
    this.context = context;
  }

  static void set(RoutingContext context, UserId user, UserId actor) {
    context.put(USER, user);
    context.put(ACTOR, actor);
  }

  UserId user() {
    return known(USER);
  }

  /** Whose token it is: the user's own, or that of whoever acts for them. */
  UserId actor() {
    return known(ACTOR);
  }

  private UserId known(String key) {
    UserId user = context.get(key);
    return Optional.ofNullable(user).orElseThrow(UnauthorizedException::new);
  }
}
