package dev.reelport.projects;

import dev.reelport.platform.UserId;
import java.util.UUID;

/** A project of a video, and whose it is. */
public record OwnedProject(UUID id, UserId user, String videoId) {}
