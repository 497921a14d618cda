package dev.reelport.quota;

/** How far a call may go in the project's bucket. The user's limit is the same for both. */
public enum Priority {
  /** Channels and playlists: up to {@link Limits#refuseAbove()}. */
  BULK,
  /** Single videos and previews, where a person waits: up to the limit itself. */
  INTERACTIVE
}
