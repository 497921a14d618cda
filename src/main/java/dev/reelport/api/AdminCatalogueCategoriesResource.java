package dev.reelport.api;

import dev.reelport.analysis.CatalogueCategories;
import dev.reelport.analysis.CategoryView;
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
import java.util.List;
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

/** The categories that analyses may find, for whoever runs the service. */
@Path(AdminCatalogueCategoriesResource.PATH)
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.ADMINISTRATION)
public class AdminCatalogueCategoriesResource {

  static final String PATH = "/v1/admin/catalogue/categories";

  private final CatalogueCategories categories;
  private final RequestBytes body;
  private final Caller caller;

  @Inject
  AdminCatalogueCategoriesResource(
      CatalogueCategories categories, RequestBytes body, Caller caller) {
    this.categories = categories;
    this.body = body;
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "listCategories",
      summary = "List the catalogue's categories, oldest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of categories.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.CATEGORIES)))
  public Uni<Page<CategoryView>> list(
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    return categories
        .list(Cursor.id(cursor), rows + 1)
        .map(found -> Page.of(found, rows, view -> view, view -> Cursor.behind(view.id())));
  }

  @POST
  @ReadsBody
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "createCategory", summary = "Add a category to the catalogue")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = CategoryBody.class),
              examples = @ExampleObject(name = "new", value = Examples.CATEGORY_REQUEST)))
  @APIResponse(
      responseCode = "201",
      description = "The category.",
      content =
          @Content(
              schema = @Schema(implementation = CategoryView.class),
              examples = @ExampleObject(name = "new", value = Examples.CATEGORY)))
  public Uni<RestResponse<CategoryView>> create() {
    CategoryBody given = body.as(CategoryBody.class);
    String name = given.checkedName().orElseThrow(() -> ToolBody.invalid("name is missing."));
    return categories
        .create(caller.actor(), name, given.checkedAliases().orElse(List.of()))
        .map(
            view ->
                RestResponse.ResponseBuilder.<CategoryView>create(RestResponse.Status.CREATED)
                    .entity(view)
                    .location(URI.create(PATH + "/" + view.id()))
                    .build());
  }

  @PATCH
  @ReadsBody
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "changeCategory",
      summary = "Change a category of the catalogue",
      description = "What is absent or null stays as it is; so do projects analysed before.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = CategoryBody.class),
              examples = @ExampleObject(name = "change", value = Examples.CATEGORY_PATCH)))
  @APIResponse(
      responseCode = "200",
      description = "The category as it is now.",
      content =
          @Content(
              schema = @Schema(implementation = CategoryView.class),
              examples = @ExampleObject(name = "changed", value = Examples.CATEGORY)))
  public Uni<CategoryView> change(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    CategoryBody given = body.as(CategoryBody.class);
    return categories
        .change(
            caller.actor(),
            idOf(id),
            given.checkedName(),
            Optional.ofNullable(given.active()),
            given.checkedAliases())
        .map(AdminCatalogueCategoriesResource::found);
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "deactivateCategory",
      summary = "Deactivate a category of the catalogue",
      description = "Analyses find it no more; projects analysed before keep it.")
  @APIResponse(responseCode = "204", description = "The category is not active.")
  public Uni<Void> deactivate(@Parameter(ref = ApiDescription.ID) @PathParam("id") String id) {
    return categories
        .change(caller.actor(), idOf(id), Optional.empty(), Optional.of(false), Optional.empty())
        .map(AdminCatalogueCategoriesResource::found)
        .replaceWithVoid();
  }

  private static UUID idOf(String id) {
    return Ids.parse(id).orElseThrow(() -> ProblemException.notFound("category"));
  }

  private static CategoryView found(Optional<CategoryView> view) {
    return view.orElseThrow(() -> ProblemException.notFound("category"));
  }
}
