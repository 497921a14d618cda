package dev.reelport.api;

import dev.reelport.imports.ImportView;
import dev.reelport.imports.Imports;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Stops imports and takes them up again. */
@Path("/v1/imports")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.IMPORTS)
public class ImportCommandsResource {

  private final Imports imports;
  private final Caller caller;

  @Inject
  ImportCommandsResource(Imports imports, Caller caller) {
    this.imports = imports;
    this.caller = caller;
  }

  @POST
  @Path("/{id}/cancel")
  @Operation(operationId = "cancelImport", summary = "End an import; what is imported stays")
  @APIResponse(
      responseCode = "202",
      description = "The import has ended.",
      content =
          @Content(
              schema = @Schema(implementation = ImportView.class),
              examples = @ExampleObject(name = "cancelled", value = Examples.CANCELLED)))
  public Uni<RestResponse<ImportView>> cancel(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return imports
        .cancel(caller.user(), ImportsResource.idOf(id))
        .map(ImportsResource::found)
        .map(ImportsResource::accepted);
  }

  @POST
  @Path("/{id}/retry")
  @Operation(
      operationId = "retryImport",
      summary = "Take up a failed or cancelled import where it stopped",
      description = "A succeeded import with failed videos can be retried too.")
  @APIResponse(
      responseCode = "202",
      description = "The import goes on.",
      content =
          @Content(
              schema = @Schema(implementation = ImportView.class),
              examples = @ExampleObject(name = "queued", value = Examples.RETRIED)))
  public Uni<RestResponse<ImportView>> retry(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return imports
        .retry(caller.user(), ImportsResource.idOf(id))
        .map(ImportsResource::found)
        .map(ImportsResource::accepted);
  }
}
