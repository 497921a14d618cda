package dev.reelport.api;

import dev.reelport.audit.AuditEntry;
import dev.reelport.audit.AuditLog;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who did what, for whoever has to answer for the service. */
@Path("/v1/admin/audit")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = ApiDescription.ADMINISTRATION)
public class AdminAuditResource {

  private final AuditLog log;

  @Inject
  AdminAuditResource(AuditLog log) {
    this.log = log;
  }

  @GET
  @Operation(
      operationId = "listAuditEntries",
      summary = "List who did what to which connection, source and setting, newest first",
      description = "Entries are written with the deed and never changed.")
  @APIResponse(
      responseCode = "200",
      description = "A page of entries.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.AUDIT)))
  public Uni<Page<AuditEntry>> list(
      @Parameter(description = "Only what was done to this user's things.") @QueryParam("user")
          String user,
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int most = Parameters.limit(limit);
    Optional<UserId> whose = Optional.ofNullable(user).map(AdminAuditResource::known);
    return log.list(whose, Cursor.id(cursor), most + 1)
        .map(
            entries ->
                Page.of(entries, most, Function.identity(), entry -> Cursor.behind(entry.id())));
  }

  private static UserId known(String user) {
    try {
      return new UserId(user);
    } catch (IllegalArgumentException e) {
      throw Parameters.invalid("user", e.getMessage());
    }
  }
}
