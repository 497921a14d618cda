package dev.reelport.api;

import dev.reelport.sources.PushDesk;
import dev.reelport.sources.PushDesk.Verification;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/**
 * Where YouTube's hub comes to (W3C WebSub). Not a JWT but the address, which only the hub knows,
 * and the signature say who it is; whoever else comes learns nothing.
 */
@Path(HooksResource.PATH)
@PermitAll
public class HooksResource {

  static final String ROOT = "/hooks/youtube";
  static final String PATH = ROOT + "/{token}";

  private static final Logger LOG = Logger.getLogger(HooksResource.class);

  private final PushDesk desk;
  private final RequestBytes body;

  @Inject
  HooksResource(PushDesk desk, RequestBytes body) {
    this.desk = desk;
    this.body = body;
  }

  /** Echoes the challenge if it is about something we asked for. */
  @GET
  @Operation(hidden = true)
  public Uni<Response> verify(
      @PathParam("token") String token,
      @QueryParam("hub.mode") String mode,
      @QueryParam("hub.topic") String topic,
      @QueryParam("hub.challenge") String challenge,
      @QueryParam("hub.lease_seconds") String lease) {
    Verification wish =
        new Verification(
            Optional.ofNullable(mode),
            Optional.ofNullable(topic),
            Optional.ofNullable(challenge),
            Optional.ofNullable(lease));
    return desk.verify(token, wish)
        .map(echo -> echo.map(HooksResource::echo).orElseGet(HooksResource::notOurs))
        .onFailure(Unavailability::is)
        .recoverWithItem(HooksResource::later);
  }

  /** Takes a notification. Whatever is none is ignored, and its sender is not told so. */
  @POST
  @ReadsBody
  @Operation(hidden = true)
  public Uni<Response> notified(
      @PathParam("token") String token, @HeaderParam("X-Hub-Signature") String signature) {
    return desk.notified(token, Optional.ofNullable(signature), body.raw())
        .map(done -> Response.noContent().build())
        .onFailure(Unavailability::is)
        .recoverWithItem(HooksResource::later);
  }

  private static Response echo(String challenge) {
    return Response.ok(challenge, MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private static Response notOurs() {
    return Response.status(Response.Status.NOT_FOUND).build();
  }

  // The hub comes again.
  private static Response later(Throwable failure) {
    LOG.warn("hook not taken", StackOnly.of(failure));
    return Response.status(Response.Status.SERVICE_UNAVAILABLE).header("Retry-After", 10).build();
  }
}
