package dev.reelport.testing.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A network between the service and one server that does as it is told: it passes bytes on, late,
 * slowly, not at all or one way only, breaks connections, and acts when certain bytes come by.
 * Everything may be changed while connections are open.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int CONNECT_MILLIS = 2_000;

  private final int target;
  private final ServerSocket door;
  private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
  private final List<ProxyTrigger> triggers = new CopyOnWriteArrayList<>();
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private ProxyWeather weather = ProxyWeather.FAIR;

  private TcpProxy(int target) {
    this.target = target;
    try {
      door = new ServerSocket(Ports.free(), 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProxyLink.thread("proxy-" + target, this::accept);
  }

  /** A proxy in front of what listens on that port of 127.0.0.1. */
  public static TcpProxy to(int port) {
    return new TcpProxy(port);
  }

  /** A proxy in front of a server of the stack. */
  public static TcpProxy to(Server server) {
    return new TcpProxy(server.port());
  }

  /** Where it listens on 127.0.0.1. */
  public int port() {
    return door.getLocalPort();
  }

  /** The address of the server, led through this proxy: give it to the service's environment. */
  public String url(String direct) {
    return direct.replace(":" + target, ":" + port());
  }

  /** Passes everything on at once, as at first; what was held goes on. */
  public void pass() {
    set(now -> ProxyWeather.FAIR);
  }

  /** Passes everything on that much later. */
  public void delay(Duration by) {
    set(now -> now.withDelay(by));
  }

  /** Passes on no more than so many bytes a second, each way of each connection. */
  public void throttle(int bytesPerSecond) {
    set(now -> now.withBytesPerSecond(bytesPerSecond));
  }

  /** Accepts connections and bytes, and passes nothing on until {@link #pass}. */
  public void stall() {
    set(ProxyWeather::withStall);
  }

  /** Passes requests on and loses every answer. */
  public void dropResponses() {
    set(ProxyWeather::withoutResponses);
  }

  /** Resets each connection after so many more bytes of answers. */
  public void cutAfter(long responseBytes) {
    links.forEach(ProxyLink::countAnew);
    set(now -> now.withCutAfter(responseBytes));
  }

  /** Resets (RST) every open connection. */
  public void reset() {
    links.forEach(ProxyLink::reset);
  }

  /** What to do when bytes come by, to be completed. */
  public ProxyTrigger.Builder when(Flow flow, String bytes) {
    return new ProxyTrigger.Builder(flow, bytes, triggers::add);
  }

  /** Forgets what was to be done when bytes come by. */
  public void forget() {
    triggers.clear();
  }

  /** How many connections are open. */
  public int open() {
    return links.size();
  }

  /** Which way bytes go. */
  public enum Flow {
    REQUEST,
    RESPONSE
  }

  List<ProxyTrigger> triggers() {
    return triggers;
  }

  /** The weather, once it lets bytes pass. */
  ProxyWeather awaitPassage() throws InterruptedException {
    lock.lock();
    try {
      while (weather.stalled()) {
        changed.await();
      }
      return weather;
    } finally {
      lock.unlock();
    }
  }

  void closed(ProxyLink link) {
    links.remove(link);
  }

  private void set(UnaryOperator<ProxyWeather> change) {
    lock.lock();
    try {
      weather = change.apply(weather);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        connect(door.accept());
      } catch (IOException closed) {
        // The door was closed, or somebody left before it opened.
      }
    }
  }

  // A server that is down looks like one: the connection ends before anything was said.
  private void connect(Socket client) throws IOException {
    Socket server = new Socket();
    try {
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
    } catch (IOException away) {
      client.setSoLinger(true, 0);
      client.close();
      server.close();
      return;
    }
    ProxyLink link = new ProxyLink(this, client, server);
    links.add(link);
    link.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pass();
    reset();
  }
}
