package dev.reelport.api;

import dev.reelport.connections.Authorization;
import dev.reelport.connections.Connection;
import dev.reelport.connections.ConnectionView;
import dev.reelport.connections.Connections;
import dev.reelport.connections.Consents;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's grant to their own YouTube. */
@Path("/v1/connections/youtube")
@Authenticated
@Tag(name = ApiDescription.CONNECTIONS)
public class ConnectionsResource {

  private final Consents consents;
  private final Connections connections;
  private final Caller caller;

  @Inject
  ConnectionsResource(Consents consents, Connections connections, Caller caller) {
    this.consents = consents;
    this.connections = connections;
    this.caller = caller;
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "connectYouTube",
      summary = "Begin to connect a YouTube channel",
      description =
          "Open the address in the person's browser. Google asks them to allow reading their"
              + " YouTube, nothing else, and sends them back here. Works for a new connection as"
              + " for one that needs to reconnect.")
  @APIResponse(
      responseCode = "200",
      description = "Where the person consents.",
      content =
          @Content(
              schema = @Schema(implementation = Authorization.class),
              examples = @ExampleObject(name = "begun", value = Examples.AUTHORIZATION)))
  public Uni<Authorization> connect() {
    return consents.begin(caller.user());
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "getYouTubeConnection", summary = "Get how the connection stands")
  @APIResponse(
      responseCode = "200",
      description = "The connection; disconnected if there is none.",
      content =
          @Content(
              schema = @Schema(implementation = ConnectionView.class),
              examples = {
                @ExampleObject(name = "connected", value = Examples.CONNECTION),
                @ExampleObject(name = "reconnect", value = Examples.NEEDS_RECONNECT)
              }))
  public Uni<ConnectionView> get() {
    return connections
        .of(caller.user())
        .map(found -> found.map(Connection::view).orElseGet(ConnectionView::none));
  }

  @DELETE
  @Operation(
      operationId = "disconnectYouTube",
      summary = "Disconnect",
      description = "Purges the tokens at once and asks Google to revoke the grant.")
  @APIResponse(responseCode = "204", description = "There is no connection any more.")
  public Uni<Void> disconnect() {
    return connections.disconnect(caller.user(), caller.actor());
  }
}
