package dev.reelport.api;

import dev.reelport.analysis.CatalogueTools;
import dev.reelport.analysis.ToolView;
import dev.reelport.platform.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The tools that analyses may find, for whoever runs the service. */
@Path(AdminCatalogueToolsResource.PATH)
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.ADMINISTRATION)
public class AdminCatalogueToolsResource {

  static final String PATH = "/v1/admin/catalogue/tools";

  private final CatalogueTools tools;
  private final RequestBytes body;
  private final Caller caller;

  @Inject
  AdminCatalogueToolsResource(CatalogueTools tools, RequestBytes body, Caller caller) {
    this.tools = tools;
    this.body = body;
    this.caller = caller;
  }

  @GET
  @Operation(operationId = "listTools", summary = "List the catalogue's tools, oldest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of tools.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.TOOLS)))
  public Uni<Page<ToolView>> list(
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    return tools
        .list(Cursor.id(cursor), rows + 1)
        .map(found -> Page.of(found, rows, view -> view, view -> Cursor.behind(view.id())));
  }

  @POST
  @ReadsBody
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "createTool", summary = "Add a tool to the catalogue")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ToolBody.class),
              examples = @ExampleObject(name = "new", value = Examples.TOOL_REQUEST)))
  @APIResponse(
      responseCode = "201",
      description = "The tool.",
      content =
          @Content(
              schema = @Schema(implementation = ToolView.class),
              examples = @ExampleObject(name = "new", value = Examples.TOOL)))
  public Uni<RestResponse<ToolView>> create() {
    ToolBody given = body.as(ToolBody.class);
    String name = given.checkedName().orElseThrow(() -> ToolBody.invalid("name is missing."));
    return tools
        .create(caller.actor(), name, given.checkedSlug())
        .map(
            view ->
                RestResponse.ResponseBuilder.<ToolView>create(RestResponse.Status.CREATED)
                    .entity(view)
                    .location(URI.create(PATH + "/" + view.id()))
                    .build());
  }

  @PATCH
  @ReadsBody
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "changeTool",
      summary = "Change a tool of the catalogue",
      description = "What is absent or null stays as it is; so do projects analysed before.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ToolBody.class),
              examples = @ExampleObject(name = "change", value = Examples.TOOL_PATCH)))
  @APIResponse(
      responseCode = "200",
      description = "The tool as it is now.",
      content =
          @Content(
              schema = @Schema(implementation = ToolView.class),
              examples = @ExampleObject(name = "changed", value = Examples.TOOL)))
  public Uni<ToolView> change(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    ToolBody given = body.as(ToolBody.class);
    return tools
        .change(
            caller.actor(),
            idOf(id),
            given.checkedName(),
            given.checkedSlug(),
            Optional.ofNullable(given.active()))
        .map(AdminCatalogueToolsResource::found);
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "deactivateTool",
      summary = "Deactivate a tool of the catalogue",
      description = "Analyses find it no more; projects analysed before keep it.")
  @APIResponse(responseCode = "204", description = "The tool is not active.")
  public Uni<Void> deactivate(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return tools
        .change(caller.actor(), idOf(id), Optional.empty(), Optional.empty(), Optional.of(false))
        .map(AdminCatalogueToolsResource::found)
        .replaceWithVoid();
  }

  private static UUID idOf(String id) {
    return Ids.parse(id).orElseThrow(() -> ProblemException.notFound("tool"));
  }

  private static ToolView found(Optional<ToolView> view) {
    return view.orElseThrow(() -> ProblemException.notFound("tool"));
  }
}
