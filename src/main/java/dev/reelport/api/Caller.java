package dev.reelport.api;

import dev.reelport.platform.UserId;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Whom the request is for, as the {@link Doorkeeper} found out. The only place where a resource
 * learns a user from.
 */
@RequestScoped
class Caller {

  private static final String USER = Caller.class.getName();

  private final RoutingContext context;

  @Inject
  Caller(RoutingContext context) {
    this.context = context;
  }

  static void set(RoutingContext context, UserId user) {
    context.put(USER, user);
  }

  UserId user() {
    UserId user = context.get(USER);
    return Optional.ofNullable(user).orElseThrow(UnauthorizedException::new);
  }
}
