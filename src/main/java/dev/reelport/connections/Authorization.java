package dev.reelport.connections;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where the person goes next, and until when that works. */
@RegisterForReflection
@Schema(name = "Authorization")
public record Authorization(
    @Schema(description = "Google's page of consent, to be opened in the person's browser.")
        URI authorizationUrl,
    @Schema(description = "Until then the person must be back; it works once.")
        Instant expiresAt) {}
