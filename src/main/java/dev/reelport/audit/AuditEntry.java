package dev.reelport.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of the audit log as admins see it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AuditEntry")
public record AuditEntry(
    UUID id,
    Instant at,
    @Schema(description = "The subject of the caller's token; absent: Google or Reelport itself.")
        String actor,
    @Schema(description = "Whose it is; absent for what is everybody's.") String user,
    @Schema(description = "What was done, such as connection.ended.") String action,
    @Schema(description = "What it was done to, as a rule an id.") String subject,
    String detail) {}
