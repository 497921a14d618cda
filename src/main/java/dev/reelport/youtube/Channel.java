package dev.reelport.youtube;

/** A channel as {@code channels.list} describes it; {@code uploads} lists what it published. */
public record Channel(ChannelId id, String title, PlaylistId uploads) {}
