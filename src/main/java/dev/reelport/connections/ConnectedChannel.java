package dev.reelport.connections;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The channel a grant speaks for. */
@RegisterForReflection
@Schema(name = "ConnectedChannel")
public record ConnectedChannel(String id, String title) {}
