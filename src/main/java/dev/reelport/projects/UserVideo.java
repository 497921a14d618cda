package dev.reelport.projects;

import dev.reelport.platform.UserId;

/** A user and a video. */
public record UserVideo(UserId user, String videoId) {}
