package dev.reelport.api;

import dev.reelport.quota.Quota;
import dev.reelport.quota.QuotaState;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** How the caller's own budget stands. */
@Path("/v1/quota")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.QUOTA)
public class QuotaResource {

  private final Quota quota;
  private final Caller caller;

  @Inject
  QuotaResource(Quota quota, Caller caller) {
    this.quota = quota;
    this.caller = caller;
  }

  @GET
  @Operation(operationId = "getQuota", summary = "Get the caller's budget of YouTube units today")
  @APIResponse(
      responseCode = "200",
      description = "The budget.",
      content =
          @Content(
              schema = @Schema(implementation = QuotaState.class),
              examples = @ExampleObject(name = "today", value = Examples.QUOTA)))
  public Uni<QuotaState> get() {
    return quota.ofUser(caller.user());
  }
}
