package dev.reelport.youtube;

import java.util.OptionalLong;

/** The counters of a video, empty where its owner hides them. */
public record VideoStats(VideoId id, OptionalLong viewCount, OptionalLong likeCount) {}
