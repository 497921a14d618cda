package dev.reelport.api;

import dev.reelport.sources.Audits;
import dev.reelport.sources.SourceId;
import dev.reelport.youtube.VideoId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether a source has missed anything. */
@Path("/v1/sources/{id}/audit")
@Authenticated
@Tag(name = ApiDescription.SOURCES)
public class SourceAuditResource {

  private final Audits audits;
  private final Caller caller;

  @Inject
  SourceAuditResource(Audits audits, Caller caller) {
    this.audits = audits;
    this.caller = caller;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listSourceAudit",
      summary = "Account for every video of a source",
      description =
          "Every video that was ever seen in the list is counted once. By name come those that are"
              + " no projects by this source, in order of their ids.")
  @APIResponse(
      responseCode = "200",
      description = "The numbers, and a page of videos that were not imported.",
      content = @Content(examples = @ExampleObject(name = "page", value = SourceExamples.AUDIT)))
  public Uni<AuditPage> audit(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id,
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    int rows = Parameters.limit(limit);
    String after = Cursor.page(cursor).orElse("");
    if (!after.isEmpty() && !VideoId.isValid(after)) {
      throw Cursor.garbage();
    }
    SourceId source = SourceId.parse(id).orElseThrow(() -> ProblemException.notFound("source"));
    return audits
        .of(caller.user(), source)
        .map(found -> found.orElseThrow(() -> ProblemException.notFound("source")))
        .chain(
            audit ->
                audits
                    .items(caller.user(), source, after, rows + 1)
                    .map(
                        items ->
                            AuditPage.of(
                                audit,
                                Page.of(
                                    items,
                                    rows,
                                    item -> item,
                                    item -> Cursor.atPage(item.videoId())))));
  }
}
