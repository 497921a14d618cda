package dev.reelport.projects;

import dev.reelport.platform.UserId;
import java.util.Optional;
import java.util.UUID;

/**
 * A project of a video, and whose it is.
 *
 * @param source what keeps it in sync, if anything does
 */
public record OwnedProject(UUID id, UserId user, String videoId, Optional<UUID> source) {}
