package dev.reelport.api;

import dev.reelport.connections.Consents;
import dev.reelport.platform.UserId;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Lets nobody in without a valid token, whatever the path: first comes who asks, then what for.
 * Only {@code /q}, which says nothing about anybody, is open; and whoever comes back from Google is
 * let in to show the state they were given, which is proof enough of who they are; as YouTube's hub
 * is, whose address and signature prove it.
 */
@ApplicationScoped
class Doorkeeper {

  static final String NO_TOKEN =
      "Send a valid token: Authorization: Bearer <JWT>. Its sub claim is the user.";
  static final String NOT_ADMIN = "This needs the role admin in the token's groups claim.";

  /** Names the user whom a service account acts for. */
  static final String ACT_FOR = "Reelport-User";

  static final String NOT_ACTING =
      "To act for another user (" + ACT_FOR + ") the token needs the role act-for-users.";

  private static final Logger LOG = Logger.getLogger(Doorkeeper.class);
  private static final String ADMIN = "/v1/admin";
  private static final String ADMIN_ROLE = "admin";
  private static final String ACTING_ROLE = "act-for-users";
  private static final Duration SOON = Duration.ofSeconds(5);

  private final ProblemWriter problems;
  private final CallerLimits limits;
  private final OpenStreams streams;

  @Inject
  Doorkeeper(ProblemWriter problems, CallerLimits limits, OpenStreams streams) {
    this.problems = problems;
    this.limits = limits;
    this.streams = streams;
  }

  /** Answers 401, 403, 413 or 429, or lets the request on. */
  void handle(RoutingContext context) {
    String path = Paths.of(context);
    if (Paths.isUnder(path, Paths.OPEN) || comesBack(context.request(), path)) {
      context.next();
      return;
    }
    if (Paths.isUnder(path, HooksResource.ROOT)) {
      takeSmall(context);
      return;
    }
    context.request().pause();
    // The default handler would end the response without a body.
    BiConsumer<RoutingContext, Throwable> leaveItToUs = (ignored, failure) -> {};
    context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, leaveItToUs);
    QuarkusHttpUser.getSecurityIdentity(context, null)
        .map(identity -> admit(identity, context, path))
        .subscribe()
        .with(
            user -> count(context, path, user),
            failure -> {
              LOG.debug("not let in", StackOnly.of(failure));
              problems.write(context, refusal(failure));
            });
  }

  private void count(RoutingContext context, String path, UserId user) {
    limits
        .request(user, context.response())
        .invoke(
            () -> {
              if (Paths.isEventStream(path)) {
                Runnable over = streams.enter(user);
                context.addEndHandler(ended -> over.run());
              }
            })
        .subscribe()
        .with(done -> context.next(), failure -> problems.write(context, failure));
  }

  private void takeSmall(RoutingContext context) {
    // Nothing of the body may pass before somebody reads it.
    context.request().pause();
    String path = Paths.of(context);
    if (BodyReader.announcesTooMuch(context.request(), path)) {
      problems.write(context, LargeBodies.tooLarge(path));
    } else {
      context.next();
    }
  }

  private static boolean comesBack(HttpServerRequest request, String path) {
    return path.equals(Consents.CALLBACK) && HttpMethod.GET.equals(request.method());
  }

  private static UserId admit(SecurityIdentity identity, RoutingContext context, String path) {
    UserId owner =
        Optional.ofNullable(identity)
            .filter(someone -> !someone.isAnonymous())
            .flatMap(Doorkeeper::ownerOf)
            .orElseThrow(() -> ProblemException.of(ProblemCode.UNAUTHORIZED, NO_TOKEN));
    if (Paths.isUnder(path, ADMIN) && !identity.hasRole(ADMIN_ROLE)) {
      throw ProblemException.of(ProblemCode.FORBIDDEN, NOT_ADMIN);
    }
    String other = context.request().getHeader(ACT_FOR);
    UserId user = other == null ? owner : actingFor(other, identity);
    if (BodyReader.announcesTooMuch(context.request(), path)) {
      throw LargeBodies.tooLarge(path);
    }
    Caller.set(context, user, owner);
    return user;
  }

  private static UserId actingFor(String user, SecurityIdentity identity) {
    if (!identity.hasRole(ACTING_ROLE)) {
      throw ProblemException.of(ProblemCode.FORBIDDEN, NOT_ACTING);
    }
    try {
      return new UserId(user);
    } catch (IllegalArgumentException e) {
      throw ProblemException.causedBy(
          e, ProblemCode.INVALID_PARAMETER, ACT_FOR + ": " + e.getMessage() + ".");
    }
  }

  /** Whose token it is; empty if the {@code sub} claim is absent or no user id. */
  private static Optional<UserId> ownerOf(SecurityIdentity identity) {
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new UserId(token.getSubject()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Throwable refusal(Throwable failure) {
    if (failure instanceof AuthenticationFailedException && !isIssuerAway(failure)) {
      return ProblemException.causedBy(failure, ProblemCode.UNAUTHORIZED, NO_TOKEN);
    }
    if (isIssuerAway(failure)) {
      return ProblemException.later(
          failure,
          ProblemCode.UNAVAILABLE,
          "The issuer of tokens does not answer, so no token can be checked. Try again.",
          SOON);
    }
    return failure;
  }

  private static boolean isIssuerAway(Throwable failure) {
    return failure instanceof OIDCException || Unavailability.is(failure);
  }
}
