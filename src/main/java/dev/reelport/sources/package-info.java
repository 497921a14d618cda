/** Channels and playlists that users keep in sync: what was seen of them, and what it led to. */
package dev.reelport.sources;
