package dev.reelport.api;

import dev.reelport.connections.ConnectionsOffException;
import dev.reelport.connections.Consents;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** Where people's browsers come back to from Google. Not the token but the state says who it is. */
@Path(Consents.CALLBACK)
@PermitAll
@Tag(name = ApiDescription.CONNECTIONS)
public class ConsentResource {

  private static final Logger LOG = Logger.getLogger(ConsentResource.class);

  private final Consents consents;

  @Inject
  ConsentResource(Consents consents) {
    this.consents = consents;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @SecurityRequirements
  @Operation(
      operationId = "finishYouTubeConnection",
      summary = "Where Google sends people back to; not to be called by anybody else",
      description = "Answers a page for people, whatever the outcome.")
  @APIResponse(
      responseCode = "200",
      description = "The channel is connected.",
      content =
          @Content(
              mediaType = MediaType.TEXT_HTML,
              examples = @ExampleObject(name = "page", value = Examples.CONSENT_PAGE)))
  @APIResponse(
      responseCode = "400",
      description = "The state is used up, too old or not ours, or Google refused.",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  @APIResponse(
      responseCode = "403",
      description = "The person declined.",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  @APIResponse(
      responseCode = "404",
      description = "Connections are switched off.",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  @APIResponse(
      responseCode = "503",
      description = "Google or a store does not answer.",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  public Uni<Response> finish(
      @QueryParam("state") String state,
      @QueryParam("code") String code,
      @QueryParam("error") String error) {
    return Uni.createFrom()
        .deferred(
            () ->
                consents.finish(
                    Optional.ofNullable(state),
                    Optional.ofNullable(code),
                    Optional.ofNullable(error)))
        .map(ConsentPage::of)
        .onFailure(ConnectionsOffException.class)
        .recoverWithItem(ConsentPage.OFF)
        .onFailure(Unavailability::is)
        .recoverWithItem(
            failure -> {
              LOG.warn("consent not finished", StackOnly.of(failure));
              return ConsentPage.UNAVAILABLE;
            })
        .map(ConsentPage::response);
  }
}
