package dev.reelport.youtube;

/** A playlist as {@code playlists.list} describes it. */
public record Playlist(PlaylistId id, String title) {}
