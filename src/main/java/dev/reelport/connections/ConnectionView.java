package dev.reelport.connections;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A connection as HTTP and events show it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Connection")
public record ConnectionView(
    ConnectionStatus status,
    @Schema(description = "What Google says was granted.") List<String> scopes,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "The channel it speaks for; null until known.", nullable = true)
        ConnectedChannel channel,
    Instant connectedAt,
    @Schema(description = "Only if the status is needs_reconnect.") LastError lastError) {

  private static final String RECONNECT =
      "The grant has expired or was withdrawn. Connect the channel again.";

  /** What is wrong and what to do about it. */
  @RegisterForReflection
  @Schema(name = "ConnectionError")
  public record LastError(
      @Schema(examples = "reconnect_required") String code, String detail, Instant at) {}

  /** What is shown where there is no connection. */
  public static ConnectionView none() {
    return new ConnectionView(ConnectionStatus.DISCONNECTED, List.of(), null, null, null);
  }

  static ConnectionView of(Connection connection) {
    LastError error =
        connection.state() instanceof ConnectionState.NeedsReconnect needed
            ? new LastError("reconnect_required", RECONNECT, needed.since())
            : null;
    return new ConnectionView(
        error == null ? ConnectionStatus.CONNECTED : ConnectionStatus.NEEDS_RECONNECT,
        connection.scopes().stream().sorted().toList(),
        connection.channel().orElse(null),
        connection.connectedAt(),
        error);
  }
}
