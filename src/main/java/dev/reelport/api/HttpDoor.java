package dev.reelport.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The way every request takes before any path is looked up. */
@ApplicationScoped
class HttpDoor {

  /** Behind the framework's own handlers, which prepare the authentication (100 and above). */
  private static final int FIRST = 90;

  void open(@Observes Filters filters, Doorkeeper doorkeeper) {
    filters.register(HttpDoor::keepPrivate, FIRST);
    filters.register(doorkeeper::handle, FIRST - 1);
  }

  /** Answers are about one person: nothing between us and them may keep or reinterpret them. */
  private static void keepPrivate(RoutingContext context) {
    if (Paths.isUnder(Paths.of(context), "/v1")) {
      context.response().putHeader("Cache-Control", "no-store");
      context.response().putHeader("X-Content-Type-Options", "nosniff");
    }
    context.next();
  }
}
