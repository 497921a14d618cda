package dev.reelport.testing.youtube;

/** A fault that was told; in force until closed or {@link YouTubeSimulator#heal healed}. */
public final class ActiveFault implements AutoCloseable {

  private final FaultRule.Armed armed;
  private final Runnable end;

  ActiveFault(FaultRule.Armed armed, Runnable end) {
    this.armed = armed;
    this.end = end;
  }

  /** How often it has struck. */
  public int struck() {
    return armed.struck();
  }

  @Override
  public void close() {
    end.run();
  }
}
