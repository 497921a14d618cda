package dev.reelport.projects;

import java.util.Optional;
import java.util.UUID;

/**
 * What a user already has of a video.
 *
 * @param projectId the project made of it
 * @param tombstoned whether the user deleted it
 */
public record Known(Optional<UUID> projectId, boolean tombstoned) {}
