package dev.reelport.api;

import dev.reelport.imports.BulkId;
import dev.reelport.imports.BulkImports;
import dev.reelport.imports.BulkRequest;
import dev.reelport.imports.BulkView;
import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportStatus;
import dev.reelport.imports.ImportView;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

/** Many imports at once: ask for them, look at what they add up to, end them. */
@Path(Paths.BULK)
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.IMPORTS)
public class BulkImportsResource {

  private static final String THING = "bulk import";

  private final BulkImports bulks;
  private final Caller caller;
  private final RequestBytes body;
  private final CallerLimits limits;
  private final CurrentVertxRequest current;

  @Inject
  BulkImportsResource(
      BulkImports bulks,
      Caller caller,
      RequestBytes body,
      CallerLimits limits,
      CurrentVertxRequest current) {
    this.bulks = bulks;
    this.caller = caller;
    this.body = body;
    this.limits = limits;
    this.current = current;
  }

  @POST
  @ReadsBody
  @Consumes({
    MediaType.APPLICATION_JSON,
    BulkUpload.OPML,
    MediaType.APPLICATION_XML,
    MediaType.TEXT_XML,
    BulkUpload.CSV
  })
  @Operation(
      operationId = "createBulkImport",
      summary = "Import up to 1,000 videos, channels and playlists",
      description =
          "As JSON, as the OPML of a feed reader, or as subscriptions.csv of Google Takeout; at"
              + " most 1 MiB. Makes an import of each distinct target that can be imported, all or"
              + " none of them, and says which targets cannot. Files take the default options. With"
              + " an Idempotency-Key a repeat answers the first bulk import as it is now; its keys"
              + " are others than those of imports. With a channel among its targets it counts as"
              + " one import of a channel, however many there are.")
  @RequestBody(
      required = true,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = BulkBody.class),
            examples = @ExampleObject(name = "targets", value = BulkExamples.REQUEST)),
        @Content(
            mediaType = BulkUpload.OPML,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "feeds", value = BulkExamples.OPML)),
        @Content(
            mediaType = BulkUpload.CSV,
            schema = @Schema(implementation = String.class),
            examples = @ExampleObject(name = "subscriptions", value = BulkExamples.CSV))
      })
  @APIResponse(
      responseCode = "202",
      description = "The imports are stored and will be worked on.",
      headers =
          @Header(
              name = "Location",
              description = "Where the bulk import is found.",
              schema = @Schema(implementation = String.class)),
      content =
          @Content(
              schema = @Schema(implementation = BulkView.class),
              examples = @ExampleObject(name = "queued", value = BulkExamples.ACCEPTED)))
  public Uni<RestResponse<BulkView>> create(
      @Parameter(description = "Makes repeats of this request harmless; 1 to 255 characters.")
          @HeaderParam("Idempotency-Key")
          String key) {
    HttpServerRequest request = current.getCurrent().request();
    String type =
        Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE))
            .orElse(MediaType.APPLICATION_JSON);
    BulkRequest bulk = BulkUpload.read(type, body, caller.user(), Optional.ofNullable(key));
    return counted(bulk).chain(() -> bulks.accept(bulk)).map(BulkImportsResource::accepted);
  }

  private Uni<Void> counted(BulkRequest bulk) {
    return bulk.hasChannel()
        ? bulks
            .isRepeat(bulk)
            .chain(
                repeat ->
                    repeat
                        ? Uni.createFrom().voidItem()
                        : limits.channelImport(
                            bulk.user(),
                            bulk.requestId().map(key -> "bulk:" + key),
                            current.getCurrent().response()))
        : Uni.createFrom().voidItem();
  }

  @GET
  @Operation(operationId = "listBulkImports", summary = "List bulk imports, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of bulk imports.",
      content = @Content(examples = @ExampleObject(name = "page", value = BulkExamples.PAGE)))
  public Uni<Page<BulkView>> list(
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    return bulks
        .list(caller.user(), Cursor.id(cursor).map(BulkId::new), rows + 1)
        .map(found -> Page.of(found, rows, view -> view, view -> Cursor.behind(view.id().value())));
  }

  @GET
  @Path("/{id}")
  @Operation(
      operationId = "getBulkImport",
      summary = "Get what the imports of a bulk import add up to")
  @APIResponse(
      responseCode = "200",
      description = "The bulk import.",
      content =
          @Content(
              schema = @Schema(implementation = BulkView.class),
              examples = @ExampleObject(name = "running", value = BulkExamples.ACCEPTED)))
  public Uni<BulkView> get(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return bulks.find(caller.user(), idOf(id)).map(BulkImportsResource::found);
  }

  @GET
  @Path("/{id}/imports")
  @Operation(
      operationId = "listImportsOfBulk",
      summary = "List the imports of a bulk import, in the order of their targets")
  @APIResponse(
      responseCode = "200",
      description = "A page of imports.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.IMPORTS)))
  public Uni<Page<ImportView>> imports(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id,
      @Parameter(
              description = "Only imports of this status.",
              schema = @Schema(implementation = ImportStatus.class))
          @QueryParam("status")
          String status,
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    Optional<ImportStatus> wanted =
        Parameters.oneOf("status", status, ImportStatus.values(), ImportStatus::code);
    Optional<ImportId> behind = Cursor.id(cursor).map(ImportId::new);
    BulkId bulk = idOf(id);
    return bulks
        .find(caller.user(), bulk)
        .map(BulkImportsResource::found)
        .chain(view -> bulks.imports(caller.user(), bulk, wanted, behind, rows + 1))
        .map(found -> Page.of(found, rows, view -> view, view -> Cursor.behind(view.id().value())));
  }

  @POST
  @Path("/{id}/cancel")
  @Operation(
      operationId = "cancelBulkImport",
      summary = "End all imports of a bulk import that have not ended; what is imported stays")
  @APIResponse(
      responseCode = "202",
      description = "All its imports have ended.",
      content =
          @Content(
              schema = @Schema(implementation = BulkView.class),
              examples = @ExampleObject(name = "cancelled", value = BulkExamples.CANCELLED)))
  public Uni<RestResponse<BulkView>> cancel(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return bulks
        .cancel(caller.user(), idOf(id))
        .map(BulkImportsResource::found)
        .map(BulkImportsResource::accepted);
  }

  private static BulkId idOf(String id) {
    return BulkId.parse(id).orElseThrow(() -> ProblemException.notFound(THING));
  }

  private static BulkView found(Optional<BulkView> view) {
    return view.orElseThrow(() -> ProblemException.notFound(THING));
  }

  private static RestResponse<BulkView> accepted(BulkView view) {
    return RestResponse.ResponseBuilder.<BulkView>create(RestResponse.Status.ACCEPTED)
        .entity(view)
        .header(HttpHeaders.LOCATION, Paths.BULK + "/" + view.id())
        .build();
  }
}
