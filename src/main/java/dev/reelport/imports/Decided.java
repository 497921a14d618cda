package dev.reelport.imports;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an import decided of a video.
 *
 * @param publishedAt where YouTube said so
 * @param startsAt when a stream or premiere begins that has not begun, where YouTube said so
 */
public record Decided(
    String videoId,
    Outcome outcome,
    Optional<String> reason,
    Optional<UUID> projectId,
    Optional<Instant> publishedAt,
    Optional<Instant> startsAt) {}
