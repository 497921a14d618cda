package dev.reelport.connections;

/** What came of sending a person to Google. */
public enum ConsentOutcome {
  /** The channel is connected. */
  CONNECTED,
  /** The person said no. */
  DECLINED,
  /** They said yes, but not to what is needed. */
  INCOMPLETE,
  /** The state is not ours, was used before, or its time is over. */
  STALE,
  /** Google does not know the code, or sent none. */
  REFUSED,
  /** Google does not answer. */
  UNAVAILABLE
}
