package dev.reelport.platform;

/** Something nobody may see: its text says nothing, so that no log and no exception can tell it. */
public final class Secret {

  private final String value;

  /** Hides a value. */
  public Secret(String value) {
    this.value = value;
  }

  /** The value itself, for the one call that needs it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
