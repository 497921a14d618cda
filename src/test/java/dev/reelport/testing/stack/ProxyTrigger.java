package dev.reelport.testing.stack;

import dev.reelport.testing.stack.TcpProxy.Flow;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Acts once, when certain bytes come by a {@link TcpProxy} for the n-th time. */
public final class ProxyTrigger {

  private final Flow flow;
  private final String bytes;
  private final int nth;
  private final Consumer<ProxyLink> act;
  private final AtomicInteger seen = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);

  private ProxyTrigger(Flow flow, String bytes, int nth, Consumer<ProxyLink> act) {
    this.flow = flow;
    this.bytes = bytes;
    this.nth = nth;
    this.act = act;
  }

  /** Whether it has acted; waits for that so long. */
  public boolean hasActed(long seconds) throws InterruptedException {
    return done.await(seconds, TimeUnit.SECONDS);
  }

  /** Looks at bytes that are about to pass; what is done is done before they do. */
  void look(ProxyLink link, Flow way, String passing, int known) {
    if (way != flow) {
      return;
    }
    int from = Math.max(0, known - bytes.length() + 1);
    for (int at = passing.indexOf(bytes, from); at >= 0; at = passing.indexOf(bytes, at + 1)) {
      if (seen.incrementAndGet() == nth) {
        act.accept(link);
        done.countDown();
      }
    }
  }

  int length() {
    return bytes.length();
  }

  /** What to wait for, and what to do then. */
  public static final class Builder {

    private final Flow flow;
    private final String bytes;
    private final Consumer<ProxyTrigger> add;
    private int nth = 1;

    Builder(Flow flow, String bytes, Consumer<ProxyTrigger> add) {
      this.flow = flow;
      this.bytes = new String(bytes.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      this.add = add;
    }

    /** Not the first time, but this one, counted from 1 over all connections. */
    public Builder time(int n) {
      nth = n;
      return this;
    }

    /** Resets the connection; the bytes do not arrive. */
    public ProxyTrigger reset() {
      return then(ProxyLink::reset);
    }

    /** Lets the bytes arrive and be answered, loses the answer and resets the connection. */
    public ProxyTrigger loseReply() {
      return then(ProxyLink::loseReply);
    }

    /** Does that before the bytes arrive. */
    public ProxyTrigger run(Runnable action) {
      return then(link -> action.run());
    }

    private ProxyTrigger then(Consumer<ProxyLink> act) {
      ProxyTrigger trigger = new ProxyTrigger(flow, bytes, nth, act);
      add.accept(trigger);
      return trigger;
    }
  }
}
