package dev.reelport.api;

import dev.reelport.connections.ConnectedChannel;
import dev.reelport.imports.OwnVideoView;
import dev.reelport.imports.OwnYouTube;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What the caller's own grant shows them of their YouTube. */
@Path("/v1/youtube")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.CONNECTIONS)
public class OwnYouTubeResource {

  private final OwnYouTube youTube;
  private final Caller caller;

  @Inject
  OwnYouTubeResource(OwnYouTube youTube, Caller caller) {
    this.youTube = youTube;
    this.caller = caller;
  }

  @GET
  @Path("/channel")
  @Operation(
      operationId = "getOwnChannel",
      summary = "Get the connected channel",
      description = "Asks YouTube, which costs the caller 1 unit.")
  @APIResponse(
      responseCode = "200",
      description = "The channel.",
      content =
          @Content(
              schema = @Schema(implementation = ConnectedChannel.class),
              examples = @ExampleObject(name = "channel", value = Examples.OWN_CHANNEL)))
  public Uni<ConnectedChannel> channel() {
    return youTube.channel(caller.user());
  }

  @GET
  @Path("/videos")
  @Operation(
      operationId = "listOwnVideos",
      summary = "List the videos of the connected channel, newest first",
      description =
          "Also those that only their owner sees. A page costs the caller 1 unit, the first one may"
              + " cost 2; it holds at most 50 videos, whatever the limit.")
  @APIResponse(
      responseCode = "200",
      description = "A page of videos.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.OWN_VIDEOS)))
  public Uni<Page<OwnVideoView>> videos(
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    return youTube
        .videos(caller.user(), Cursor.page(cursor), Parameters.limit(limit))
        .map(found -> new Page<>(found.videos(), found.next().map(Cursor::atPage).orElse(null)));
  }
}
