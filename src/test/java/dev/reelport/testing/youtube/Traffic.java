package dev.reelport.testing.youtube;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came over the wire: the last 20,000 requests, and the connections they came on. */
final class Traffic {

  private static final int KEPT = 20_000;

  private final Deque<SeenRequest> requests = new ArrayDeque<>();
  private final Map<SocketAddress, Integer> open = new HashMap<>();
  private int opened;
  private int mostOpen;

  synchronized void connected(HttpConnection connection) {
    SocketAddress peer = connection.remoteAddress();
    // An upgrade to h2c announces the same connection a second time.
    open.computeIfAbsent(peer, absent -> ++opened);
    mostOpen = Math.max(mostOpen, open.size());
    connection.closeHandler(closed -> disconnected(peer));
  }

  synchronized int number(SocketAddress peer) {
    return open.getOrDefault(peer, 0);
  }

  synchronized void seen(SeenRequest request) {
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  synchronized List<SeenRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized int opened() {
    return opened;
  }

  synchronized int open() {
    return open.size();
  }

  synchronized int mostOpen() {
    return mostOpen;
  }

  synchronized void reset() {
    requests.clear();
    mostOpen = open.size();
  }

  private synchronized void disconnected(SocketAddress peer) {
    open.remove(peer);
  }
}
