package dev.reelport.testing.stack;

import dev.reelport.testing.stack.TcpProxy.Flow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One connection through a {@link TcpProxy}: two sockets, and a thread each way. */
final class ProxyLink {

  private static final int BUFFER = 16 * 1024;

  private final TcpProxy proxy;
  private final Socket client;
  private final Socket server;
  private final AtomicLong answered = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean replyLost;

  ProxyLink(TcpProxy proxy, Socket client, Socket server) {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
  }

  static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  void start() {
    thread("proxy-request", () -> carry(Flow.REQUEST, client, server));
    thread("proxy-response", () -> carry(Flow.RESPONSE, server, client));
  }

  void countAnew() {
    answered.set(0);
  }

  /** The next answer is taken from the server and not passed on; then the client is cut off. */
  void loseReply() {
    replyLost = true;
  }

  /** Ends both sides with RST. */
  void reset() {
    end(client);
    end(server);
    ended.countDown();
    proxy.closed(this);
  }

  private static void end(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // It was closed already.
    }
  }

  private void carry(Flow flow, Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    String known = "";
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        known = look(flow, known, new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        ProxyWeather weather = proxy.awaitPassage();
        pause(weather.holdUp(n));
        if (passes(flow, weather, n)) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
      to.shutdownOutput();
      if (flow == Flow.RESPONSE) {
        reset();
      }
    } catch (IOException broken) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
  }

  /** Shows the bytes to the triggers; answers what has to be known of them next time. */
  private String look(Flow flow, String known, String passing) {
    String all = known + passing;
    int longest = 0;
    for (ProxyTrigger trigger : proxy.triggers()) {
      trigger.look(this, flow, all, known.length());
      longest = Math.max(longest, trigger.length());
    }
    return all.substring(Math.max(0, all.length() - Math.max(0, longest - 1)));
  }

  private boolean passes(Flow flow, ProxyWeather weather, int bytes) {
    if (flow == Flow.REQUEST) {
      return true;
    }
    boolean cut = weather.cutAfter() >= 0 && answered.addAndGet(bytes) > weather.cutAfter();
    if (replyLost || cut) {
      reset();
      return false;
    }
    return !weather.losesResponses();
  }

  private void pause(Duration duration) throws InterruptedException {
    if (!duration.isZero() && ended.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("the connection has ended");
    }
  }
}
