package dev.reelport.api;

import dev.reelport.imports.DryRun;
import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.Imports;
import dev.reelport.sources.SourceBody;
import dev.reelport.sources.SourceId;
import dev.reelport.sources.SourcePatch;
import dev.reelport.sources.SourceView;
import dev.reelport.sources.Sources;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Channels and playlists that the caller keeps in sync. */
@Path("/v1/sources")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.SOURCES)
public class SourcesResource {

  private final Sources sources;
  private final Imports imports;
  private final Caller caller;
  private final RequestBytes body;
  private final CallerLimits limits;
  private final CurrentVertxRequest current;

  @Inject
  SourcesResource(
      Sources sources,
      Imports imports,
      Caller caller,
      RequestBytes body,
      CallerLimits limits,
      CurrentVertxRequest current) {
    this.sources = sources;
    this.imports = imports;
    this.caller = caller;
    this.body = body;
    this.limits = limits;
    this.current = current;
  }

  @POST
  @ReadsBody
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createSource",
      summary = "Keep a channel or playlist in sync",
      description =
          "Its first run begins at once, except where the interval is manual. A user has one source"
              + " of a list. Whom a handle belongs to is looked up, which costs the caller at most"
              + " 2 units.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = SourceBody.class),
              examples = @ExampleObject(name = "channel", value = SourceExamples.REQUEST)))
  @APIResponse(
      responseCode = "201",
      description = "The source.",
      headers =
          @Header(
              name = "Location",
              description = "Where the source is found.",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = SourceView.class),
              examples = @ExampleObject(name = "channel", value = SourceExamples.SOURCE)))
  @APIResponse(
      responseCode = "200",
      description =
          "The source that the caller has of this list already, as it is; or what a dry run shows.",
      content =
          @Content(
              schema = @Schema(oneOf = {SourceView.class, DryRun.class}),
              examples = {
                @ExampleObject(name = "channel", value = SourceExamples.SOURCE),
                @ExampleObject(name = "dryRun", value = SourceExamples.DRY_RUN)
              }))
  public Uni<RestResponse<Object>> create(
      @Parameter(
              description =
                  "Whether to make no source, and answer (200) what its filters would take of the"
                      + " newest videos; costs the caller at most 2 units more.",
              schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
          @QueryParam("dryRun")
          String dryRun) {
    SourceBody wanted = body.as(SourceBody.class);
    if (Parameters.flag("dryRun", dryRun)) {
      return sources.dryRun(caller.user(), wanted).map(RestResponse::ok);
    }
    return sources
        .create(caller.user(), caller.actor(), wanted)
        .map(
            made ->
                RestResponse.ResponseBuilder.<Object>create(
                        made.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK)
                    .entity(made.source())
                    .header(HttpHeaders.LOCATION, "/v1/sources/" + made.source().id())
                    .build());
  }

  @GET
  @Operation(operationId = "listSources", summary = "List sources, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of sources.",
      content = @Content(examples = @ExampleObject(name = "page", value = SourceExamples.SOURCES)))
  public Uni<Page<SourceView>> list(
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    return sources
        .list(caller.user(), Cursor.id(cursor).map(SourceId::new), rows + 1)
        .map(found -> Page.of(found, rows, view -> view, view -> Cursor.behind(view.id().value())));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSource", summary = "Get a source")
  @APIResponse(
      responseCode = "200",
      description = "The source.",
      content =
          @Content(
              schema = @Schema(implementation = SourceView.class),
              examples = @ExampleObject(name = "channel", value = SourceExamples.SOURCE)))
  public Uni<SourceView> get(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return sources.of(caller.user(), idOf(id)).map(SourcesResource::found);
  }

  @PATCH
  @ReadsBody
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "changeSource",
      summary = "Change, pause or resume a source",
      description =
          "What is absent or null stays as it is; filters and options are replaced as a whole. What"
              + " other filters have kept away is looked at again with the next check, and a source"
              + " that goes on reads its whole list.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = SourcePatch.class),
              examples = @ExampleObject(name = "pause", value = SourceExamples.PATCH)))
  @APIResponse(
      responseCode = "200",
      description = "The source as it is now.",
      content =
          @Content(
              schema = @Schema(implementation = SourceView.class),
              examples = @ExampleObject(name = "channel", value = SourceExamples.SOURCE)))
  public Uni<SourceView> change(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return sources
        .change(caller.user(), caller.actor(), idOf(id), body.as(SourcePatch.class))
        .map(SourcesResource::found);
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "deleteSource",
      summary = "Keep a channel or playlist in sync no longer",
      description = "Its projects stay, and so do the imports it has started.")
  @APIResponse(responseCode = "204", description = "The source is gone.")
  public Uni<Void> delete(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return sources
        .delete(caller.user(), caller.actor(), idOf(id))
        .invoke(
            deleted -> {
              if (!deleted) {
                throw missing();
              }
            })
        .replaceWithVoid();
  }

  @POST
  @Path("/{id}/sync")
  @Operation(
      operationId = "syncSource",
      summary = "Read the whole list now",
      description =
          "Answers the import that does, also if it is under way already, and a paused source's,"
              + " too.")
  @APIResponse(
      responseCode = "202",
      description = "The import that reads the list.",
      headers =
          @Header(
              name = "Location",
              description = "Where the import is found.",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = ImportView.class),
              examples = @ExampleObject(name = "queued", value = SourceExamples.RUN)))
  public Uni<RestResponse<ImportView>> sync(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    SourceId source = idOf(id);
    return sources
        .of(caller.user(), source)
        .map(SourcesResource::found)
        .chain(() -> limits.sync(caller.user(), current.getCurrent().response()))
        .chain(() -> sources.sync(caller.user(), source))
        .map(run -> ImportsResource.accepted(run.orElseThrow(SourcesResource::missing)));
  }

  @GET
  @Path("/{id}/runs")
  @Operation(operationId = "listSourceRuns", summary = "List the imports of a source, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of imports, with their counts and errors.",
      content = @Content(examples = @ExampleObject(name = "page", value = SourceExamples.RUNS)))
  public Uni<Page<ImportView>> runs(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id,
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    Optional<ImportId> after = Cursor.id(cursor).map(ImportId::new);
    SourceId source = idOf(id);
    Imports.Wanted ofSource = new Imports.Wanted(Optional.empty(), Optional.of(source.value()));
    return sources
        .of(caller.user(), source)
        .map(SourcesResource::found)
        .chain(() -> imports.list(caller.user(), ofSource, after, rows + 1))
        .map(found -> Page.of(found, rows, view -> view, view -> Cursor.behind(view.id().value())));
  }

  private static SourceId idOf(String id) {
    return SourceId.parse(id).orElseThrow(SourcesResource::missing);
  }

  private static SourceView found(Optional<SourceView> view) {
    return view.orElseThrow(SourcesResource::missing);
  }

  private static ProblemException missing() {
    return ProblemException.notFound("source");
  }
}
