package dev.reelport.api;

import dev.reelport.imports.ImportId;
import dev.reelport.imports.ImportView;
import dev.reelport.imports.Imports;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The progress of an import as server-sent events. */
@Path("/v1/imports")
@Authenticated
@Tag(name = ApiDescription.IMPORTS)
public class ImportEventsResource {

  static final String LAST_EVENT_ID = "Last-Event-ID";

  private final Imports imports;
  private final Caller caller;
  private final WatchedImport watched;
  private final Duration heartbeat;

  @Inject
  ImportEventsResource(Imports imports, Caller caller, WatchedImport watched, ApiConfig config) {
    this.imports = imports;
    this.caller = caller;
    this.watched = watched;
    this.heartbeat = config.heartbeat();
  }

  @GET
  @Path("/{id}/events")
  @ExistingImport
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "watchImport",
      summary = "Watch an import",
      description =
          "The state now, then every change within a second (versions may be skipped), until the"
              + " final state. Each event is named import, its id is the version, its data the"
              + " import. Send Last-Event-ID to get only newer versions. Comments keep the line"
              + " open.")
  @APIResponse(
      responseCode = "200",
      description = "The events; the stream ends after the final state.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class),
              examples = @ExampleObject(name = "event", value = Examples.EVENT)))
  public Multi<OutboundSseEvent> events(
      @Parameter(ref = ApiDescription.ID) @PathParam("id") String id,
      @Parameter(description = "The version seen last.") @HeaderParam(LAST_EVENT_ID) String lastId,
      @Context Sse sse) {
    ImportId importId = ImportsResource.idOf(id);
    ImportView now = watched.view();
    long seen = seen(lastId, now.version());
    return new EventStream(sse, heartbeat).of(now, imports.watch(caller.user(), importId, seen));
  }

  /** The version the client has; one that never was (or no longer is) counts as none. */
  static long seen(String lastEventId, long current) {
    if (lastEventId == null || !lastEventId.matches("[0-9]{1,18}")) {
      return 0;
    }
    long version = Long.parseLong(lastEventId);
    return version > current ? 0 : version;
  }
}
