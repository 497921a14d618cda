package dev.reelport.api;

import dev.reelport.quota.Bucket;
import dev.reelport.quota.Ledger;
import dev.reelport.quota.Quota;
import dev.reelport.quota.QuotaState;
import dev.reelport.youtube.Breaker;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** How the project's budgets stand, for whoever runs the service. */
@Path("/v1/admin/quota")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.ADMINISTRATION)
public class AdminQuotaResource {

  private final Quota quota;
  private final Breaker breaker;

  @Inject
  AdminQuotaResource(Quota quota, Breaker breaker) {
    this.quota = quota;
    this.breaker = breaker;
  }

  /**
   * The project's budgets.
   *
   * @param buckets by the bucket's name
   * @param circuitBreaker {@code closed}, {@code open} or {@code half_open}
   */
  @RegisterForReflection
  @Schema(name = "ProjectQuota")
  public record ProjectQuota(Map<String, QuotaState> buckets, String circuitBreaker) {}

  /** What a user spent today, in units. */
  @RegisterForReflection
  @Schema(name = "UserUnits")
  public record UserUnits(String user, long used) {
    static UserUnits of(Ledger.Spender spender) {
      return new UserUnits(spender.user().value(), spender.units());
    }
  }

  @GET
  @Operation(
      operationId = "getProjectQuota",
      summary = "Get the project's budgets and the circuit breaker's state")
  @APIResponse(
      responseCode = "200",
      description = "The budgets by bucket.",
      content =
          @Content(
              schema = @Schema(implementation = ProjectQuota.class),
              examples = @ExampleObject(name = "today", value = Examples.PROJECT_QUOTA)))
  public Uni<ProjectQuota> get() {
    return Multi.createFrom()
        .items(Bucket.values())
        .onItem()
        .transformToUniAndConcatenate(
            bucket -> quota.ofProject(bucket).map(state -> Map.entry(bucket.key(), state)))
        .collect()
        .in(
            TreeMap<String, QuotaState>::new,
            (states, entry) -> states.put(entry.getKey(), entry.getValue()))
        .map(states -> new ProjectQuota(states, breaker.state().name().toLowerCase(Locale.ROOT)));
  }

  @GET
  @Path("/users")
  @Operation(
      operationId = "listHeaviestUsers",
      summary = "List who spent most today, heaviest first")
  @APIResponse(
      responseCode = "200",
      description = "The heaviest users.",
      content = @Content(examples = @ExampleObject(name = "today", value = Examples.USERS)))
  public Uni<Page<UserUnits>> users(
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit) {
    return quota
        .heaviest(Parameters.limit(limit))
        .map(spenders -> new Page<>(spenders.stream().map(UserUnits::of).toList(), null));
  }
}
