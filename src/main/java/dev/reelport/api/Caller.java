package dev.reelport.api;

import dev.reelport.platform.UserId;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Whoever sent the request. The only place where a resource learns a user from. */
@RequestScoped
class Caller {

  private final SecurityIdentity identity;

  @Inject
  Caller(SecurityIdentity identity) {
    this.identity = identity;
  }

  UserId user() {
    return Doorkeeper.userOf(identity).orElseThrow(UnauthorizedException::new);
  }
}
