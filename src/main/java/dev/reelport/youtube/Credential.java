package dev.reelport.youtube;

/** By what right a call was made. */
enum Credential {
  /** By the project's API key: what anybody may see. */
  KEY,
  /** By a user's grant: also what only they may see. */
  GRANT
}
