package dev.reelport.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reelport.audit.AuditLog;
import dev.reelport.audit.Deed;
import dev.reelport.audit.Deed.Action;
import dev.reelport.intake.DeadLetter;
import dev.reelport.intake.DeadLetterBox;
import dev.reelport.intake.DeadLetterReason;
import dev.reelport.intake.OffsetRange;
import dev.reelport.intake.Replays;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Requests from Kafka that could not work, for whoever runs the service. */
@Path("/v1/admin/dead-letters")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
// Who hangs up does not cut a transaction, or a call that is paid for, in the middle.
@Cancellable(false)
@Tag(name = ApiDescription.ADMINISTRATION)
public class AdminDeadLettersResource {

  private final DeadLetterBox letters;
  private final Replays replays;
  private final RequestBytes body;
  private final AuditLog audit;
  private final Caller caller;

  @Inject
  AdminDeadLettersResource(
      DeadLetterBox letters, Replays replays, RequestBytes body, AuditLog audit, Caller caller) {
    this.letters = letters;
    this.replays = replays;
    this.body = body;
    this.audit = audit;
    this.caller = caller;
  }

  /**
   * What was replayed.
   *
   * @param nextCursor where replaying all of a reason goes on; null at its end
   */
  @RegisterForReflection
  @Schema(name = "Replayed")
  public record Replayed(
      int replayed,
      @JsonInclude(JsonInclude.Include.ALWAYS)
          @Schema(
              nullable = true,
              description = "Send it as cursor with the same reason to go on; null at the end.")
          String nextCursor) {

    static Replayed of(Replays.Done done) {
      return new Replayed(done.replayed(), OffsetsCursor.left(done.left()));
    }
  }

  @GET
  @Operation(
      operationId = "listDeadLetters",
      summary = "List the requests from Kafka that could not work, newest first",
      description =
          "As long as the broker keeps them. A replayed one stays listed; if it came back, the new"
              + " one says so in replayOf.")
  @APIResponse(
      responseCode = "200",
      description = "A page of dead letters.",
      content = @Content(examples = @ExampleObject(name = "page", value = Examples.DEAD_LETTERS)))
  public Uni<Page<DeadLetter>> list(
      @Parameter(ref = ApiDescription.LIMIT) @QueryParam("limit") String limit,
      @Parameter(ref = ApiDescription.CURSOR) @QueryParam("cursor") String cursor) {
    return letters
        .list(OffsetsCursor.below(cursor), Parameters.limit(limit))
        .map(part -> new Page<>(part.letters(), OffsetsCursor.below(part.below())));
  }

  @POST
  @Path("/replay")
  @ReadsBody
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "replayDeadLetters",
      summary = "Put dead letters back among the requests",
      description =
          "Either these, or all of a reason, as many as are done in some seconds. A repeat is"
              + " harmless: the request id names the same import. What still cannot work comes back"
              + " as a new dead letter.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ReplayBody.class),
              examples = {
                @ExampleObject(name = "these", value = Examples.REPLAY_THESE),
                @ExampleObject(name = "reason", value = Examples.REPLAY_REASON)
              }))
  @APIResponse(
      responseCode = "200",
      description = "How many were put back.",
      content =
          @Content(
              schema = @Schema(implementation = Replayed.class),
              examples = @ExampleObject(name = "done", value = Examples.REPLAYED)))
  public Uni<Replayed> replay() {
    ReplayBody which = body.as(ReplayBody.class);
    Supplier<Uni<Replays.Done>> work =
        which
            .places()
            .<Supplier<Uni<Replays.Done>>>map(places -> () -> replays.replay(places))
            .orElseGet(() -> ofReason(which));
    // Written down first: Kafka knows no transaction of ours.
    return audit.add(deed(which)).chain(work::get).map(Replayed::of);
  }

  private Supplier<Uni<Replays.Done>> ofReason(ReplayBody which) {
    DeadLetterReason reason = which.knownReason();
    Map<Integer, OffsetRange> left = OffsetsCursor.left(which.cursor());
    return () -> replays.replay(reason, left);
  }

  private Deed deed(ReplayBody which) {
    String subject =
        which.places().map(places -> places.size() + " letters").orElseGet(which::reason);
    return Deed.byAdmin(Action.DEAD_LETTERS_REPLAYED, caller.actor(), subject);
  }
}
