package dev.reelport.api;

import dev.reelport.sources.Audits;
import dev.reelport.sources.Explanation;
import dev.reelport.youtube.VideoId;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
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

/** Videos of YouTube, as far as the caller's sources and imports have met them. */
@Path("/v1/videos")
@Authenticated
@Tag(name = ApiDescription.SOURCES)
public class VideosResource {

  private final Audits audits;
  private final Caller caller;

  @Inject
  VideosResource(Audits audits, Caller caller) {
    this.audits = audits;
    this.caller = caller;
  }

  @GET
  @Path("/{videoId}/explain")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "explainVideo",
      summary = "Say why a video is, or is not, among the caller's projects",
      description = "A video that nobody has met is explained, too: it is in no list, or not yet.")
  @APIResponse(
      responseCode = "200",
      description = "What was decided, when, why, and which rung had seen it.",
      content =
          @Content(
              schema = @Schema(implementation = Explanation.class),
              examples = @ExampleObject(name = "filtered", value = SourceExamples.EXPLANATION)))
  public Uni<Explanation> explain(
      @Parameter(description = "YouTube's id of the video.") @PathParam("videoId") String videoId) {
    if (!VideoId.isValid(videoId)) {
      throw Parameters.invalid("videoId", "it must be the id of a YouTube video");
    }
    return audits.explain(caller.user(), new VideoId(videoId));
  }
}
