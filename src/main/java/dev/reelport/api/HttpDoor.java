package dev.reelport.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The way every request takes before any path is looked up. */
@ApplicationScoped
class HttpDoor {

  /** Before everything that costs something. */
  private static final int FIRST = 1000;

  /** The framework's own handlers, which prepare the authentication, have 100 and above. */
  private static final int BEHIND_THE_FRAMEWORK = 90;

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  void open(@Observes Filters filters, Turnstile turnstile, Doorkeeper doorkeeper) {
    filters.register(HttpDoor::keepPrivate, FIRST + 1);
    filters.register(turnstile::handle, FIRST);
    filters.register(doorkeeper::handle, BEHIND_THE_FRAMEWORK);
  }

  /** Answers are about one person: nothing between us and them may keep or reinterpret them. */
  private static void keepPrivate(RoutingContext context) {
    if (Paths.isUnder(Paths.of(context), "/v1")) {
      context.response().putHeader("Cache-Control", "no-store");
      context.response().putHeader("X-Content-Type-Options", "nosniff");
      // Nothing here is a page, and what is one (ConsentPage) has a policy of its own.
      context.response().putHeader("Content-Security-Policy", NOTHING);
    }
    context.next();
  }
}
