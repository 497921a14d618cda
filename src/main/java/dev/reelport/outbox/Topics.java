package dev.reelport.outbox;

/** The topics of the contract that Reelport writes to. */
public final class Topics {

  /** Reelport's own work, a page a record. */
  public static final String STEPS = "youtube.import.steps";

  /** What happened, for other services. */
  public static final String EVENTS = "youtube.import.events";

  private Topics() {}
}
