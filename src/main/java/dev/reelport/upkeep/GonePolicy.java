package dev.reelport.upkeep;

/** What becomes of projects whose video YouTube shows no longer. */
public enum GonePolicy {
  /** They become private, until the video is back. */
  HIDE,
  /** They stay as they are. */
  KEEP,
  /** They are deleted, without a tombstone: a video that comes back can be imported again. */
  DELETE
}
