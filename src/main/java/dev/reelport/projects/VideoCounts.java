package dev.reelport.projects;

import java.util.OptionalLong;

/** The counters of a video; empty where YouTube does not say. */
public record VideoCounts(String videoId, OptionalLong viewCount, OptionalLong likeCount) {}
