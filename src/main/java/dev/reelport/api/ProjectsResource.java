package dev.reelport.api;

import dev.reelport.analysis.Analyst;
import dev.reelport.platform.Ids;
import dev.reelport.projects.ProjectPatch;
import dev.reelport.projects.ProjectView;
import dev.reelport.projects.Projects;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
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
import java.time.InstantSource;
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

/** What the videos became: the caller's projects. */
@Path("/v1/projects")
@Authenticated
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.PROJECTS)
public class ProjectsResource {

  private final Projects projects;
  private final Analyst analyst;
  private final Caller caller;
  private final RequestBytes body;
  private final InstantSource clock;

  @Inject
  ProjectsResource(
      Projects projects, Analyst analyst, Caller caller, RequestBytes body, InstantSource clock) {
    this.projects = projects;
    this.analyst = analyst;
    this.caller = caller;
    this.body = body;
    this.clock = clock;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "listProjects", summary = "List projects, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of projects.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.PROJECTS)))
  public Uni<Page<ProjectView>> list(
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    return projects
        .list(caller.user(), Cursor.id(cursor), rows + 1)
        .map(found -> Page.of(found, rows, view -> view, view -> Cursor.behind(view.id())));
  }

  @GET
  @Path("/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getProject", summary = "Get a project")
  @APIResponse(
      responseCode = "200",
      description = "The project.",
      content = @Content(examples = @ExampleObject(name = "video", value = Examples.PROJECT)))
  public Uni<ProjectView> get(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return projects.get(caller.user(), idOf(id)).map(ProjectsResource::found);
  }

  @PATCH
  @ReadsBody
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "changeProject",
      summary = "Change a project",
      description = "What is absent or null stays as it is.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ProjectPatch.class),
              examples = @ExampleObject(name = "publish", value = Examples.PROJECT_PATCH)))
  @APIResponse(
      responseCode = "200",
      description = "The project as it is now.",
      content = @Content(examples = @ExampleObject(name = "video", value = Examples.PROJECT)))
  public Uni<ProjectView> change(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return projects
        .patch(caller.user(), idOf(id), patch(), clock.instant())
        .map(ProjectsResource::found);
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "deleteProject",
      summary = "Delete a project",
      description =
          "Its video stays away from later imports of channels and playlists, until it is asked for"
              + " by name.")
  @APIResponse(responseCode = "204", description = "The project is gone.")
  public Uni<Void> delete(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return projects
        .delete(caller.user(), idOf(id), clock.instant())
        .invoke(
            deleted -> {
              if (!deleted) {
                throw ProblemException.notFound("project");
              }
            })
        .replaceWithVoid();
  }

  @POST
  @Path("/{id}/analyse")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "analyseProject",
      summary = "Find out again what a project is about",
      description =
          "What the user has set of tools, categories and topics stays. With a language model its"
              + " answer comes later; until then the project shows what its video's tags say, or"
              + " what the model said before.")
  @APIResponse(
      responseCode = "200",
      description = "The project as it is now; there is no language model to ask.",
      content =
          @Content(
              schema = @Schema(implementation = ProjectView.class),
              examples = @ExampleObject(name = "done", value = Examples.PROJECT)))
  @APIResponse(
      responseCode = "202",
      description = "The project as it is before the language model has answered.",
      content =
          @Content(
              schema = @Schema(implementation = ProjectView.class),
              examples = @ExampleObject(name = "pending", value = Examples.PROJECT)))
  public Uni<RestResponse<ProjectView>> analyse(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return analyst
        .again(caller.user(), idOf(id))
        .map(again -> again.orElseThrow(() -> ProblemException.notFound("project")))
        .map(
            again ->
                RestResponse.status(
                    again.pending() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK,
                    again.project()));
  }

  private ProjectPatch patch() {
    ProjectPatch patch = body.as(ProjectPatch.class);
    patch
        .problem()
        .ifPresent(
            text -> {
              throw ProblemException.of(ProblemCode.INVALID_REQUEST, text);
            });
    return patch;
  }

  private static UUID idOf(String id) {
    return Ids.parse(id).orElseThrow(() -> ProblemException.notFound("project"));
  }

  private static ProjectView found(Optional<ProjectView> view) {
    return view.orElseThrow(() -> ProblemException.notFound("project"));
  }
}
