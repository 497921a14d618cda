package dev.reelport.api;

import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportRequest;
import dev.reelport.imports.ImportStatus;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.Imports;
import dev.reelport.imports.ItemView;
import dev.reelport.imports.Outcome;
import dev.reelport.imports.Preview;
import dev.reelport.imports.TargetKind;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/** Imports: ask for them and look at them. */
@Path("/v1/imports")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.IMPORTS)
public class ImportsResource {

  private static final Set<Outcome> NOT_IMPORTED =
      EnumSet.complementOf(EnumSet.of(Outcome.IMPORTED));

  private final Imports imports;
  private final Caller caller;
  private final RequestBytes body;
  private final CallerLimits limits;
  private final CurrentVertxRequest current;

  @Inject
  ImportsResource(
      Imports imports,
      Caller caller,
      RequestBytes body,
      CallerLimits limits,
      CurrentVertxRequest current) {
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
      operationId = "createImport",
      summary = "Import a video, channel or playlist",
      description =
          "Answers as soon as the import is stored; the work goes on by itself. With an"
              + " Idempotency-Key a repeat answers the first import, whatever its state is now.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ImportBody.class),
              examples = @ExampleObject(name = "channel", value = Examples.IMPORT_REQUEST)))
  @APIResponse(
      responseCode = "202",
      description = "The import is stored and will be worked on.",
      headers =
          @Header(
              name = "Location",
              description = "Where the import is found.",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = ImportView.class),
              examples = @ExampleObject(name = "queued", value = Examples.IMPORT)))
  public Uni<RestResponse<ImportView>> create(
      @Parameter(description = "Makes repeats of this request harmless; 1 to 255 characters.")
          @HeaderParam("Idempotency-Key")
          String key) {
    ImportRequest request = body.as(ImportBody.class).by(caller.user(), Optional.ofNullable(key));
    return counted(request, current.getCurrent().response())
        .chain(() -> imports.accept(request))
        .map(ImportsResource::accepted);
  }

  private Uni<Void> counted(ImportRequest request, HttpServerResponse response) {
    return TargetKind.of(request.target()) != TargetKind.CHANNEL
        ? Uni.createFrom().voidItem()
        : imports
            .isRepeat(request)
            .chain(
                repeat ->
                    repeat
                        ? Uni.createFrom().voidItem()
                        : limits.channelImport(request.user(), request.requestId(), response));
  }

  @POST
  @Path("/preview")
  @ReadsBody
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "previewImport",
      summary = "Ask what an import would do and cost",
      description = "Costs the caller at most 2 units.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ImportBody.class),
              examples = @ExampleObject(name = "channel", value = Examples.IMPORT_REQUEST)))
  @APIResponse(
      responseCode = "200",
      description = "What the import would do and cost.",
      content =
          @Content(
              schema = @Schema(implementation = Preview.class),
              examples = @ExampleObject(name = "channel", value = Examples.PREVIEW)))
  public Uni<Preview> preview() {
    return imports.preview(body.as(ImportBody.class).by(caller.user(), Optional.empty()));
  }

  @GET
  @Operation(operationId = "listImports", summary = "List imports, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of imports.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.IMPORTS)))
  public Uni<Page<ImportView>> list(
      @Parameter(
              description = "Only imports of this status.",
              schema = @Schema(implementation = ImportStatus.class))
          @QueryParam("status")
          String status,
      @Parameter(
              description = "Only imports that this source started.",
              schema = @Schema(type = SchemaType.STRING, format = "uuid"))
          @QueryParam("source")
          String source,
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    Optional<ImportStatus> wanted =
        Parameters.oneOf("status", status, ImportStatus.values(), ImportStatus::code);
    return imports
        .list(
            caller.user(),
            new Imports.Wanted(wanted, Parameters.id("source", source)),
            Cursor.id(cursor).map(ImportId::new),
            rows + 1)
        .map(found -> Page.of(found, rows, view -> view, view -> Cursor.behind(view.id().value())));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getImport", summary = "Get an import")
  @APIResponse(
      responseCode = "200",
      description = "The import.",
      content =
          @Content(
              schema = @Schema(implementation = ImportView.class),
              examples = @ExampleObject(name = "queued", value = Examples.IMPORT)))
  public Uni<ImportView> get(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return imports.find(caller.user(), idOf(id)).map(ImportsResource::found);
  }

  @GET
  @Path("/{id}/items")
  @Operation(
      operationId = "listImportItems",
      summary = "List what became of each video",
      description = "Without outcome: every video but the imported ones.")
  @APIResponse(
      responseCode = "200",
      description = "A page of videos.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.ITEMS)))
  public Uni<Page<ItemView>> items(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id,
      @Parameter(
              description = "Only videos of these outcomes.",
              schema = @Schema(type = SchemaType.ARRAY, implementation = Outcome.class))
          @QueryParam("outcome")
          List<String> outcomes,
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    long after = Cursor.place(cursor);
    Set<Outcome> wanted =
        Parameters.anyOf("outcome", outcomes, Outcome.values(), Outcome::code, NOT_IMPORTED);
    ImportId importId = idOf(id);
    return imports
        .find(caller.user(), importId)
        .map(ImportsResource::found)
        .flatMap(view -> imports.items(caller.user(), importId, wanted, after, rows + 1))
        .map(
            found ->
                Page.of(found, rows, Imports.Placed::value, row -> Cursor.behind(row.place())));
  }

  static ImportId idOf(String id) {
    return ImportId.parse(id).orElseThrow(() -> ProblemException.notFound("import"));
  }

  static ImportView found(Optional<ImportView> view) {
    return view.orElseThrow(() -> ProblemException.notFound("import"));
  }

  static RestResponse<ImportView> accepted(ImportView view) {
    return RestResponse.ResponseBuilder.<ImportView>create(RestResponse.Status.ACCEPTED)
        .entity(view)
        .header(HttpHeaders.LOCATION, "/v1/imports/" + view.id())
        .build();
  }
}
