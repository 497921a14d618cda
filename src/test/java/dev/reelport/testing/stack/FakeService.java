package dev.reelport.testing.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Stands for the service where only its process matters. */
final class FakeService {

  private FakeService() {}

  /** Is ready on HTTP_PORT, or ends with code 3 if it is told to {@code fail}. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("environment " + System.getenv().keySet());
    if (arguments[0].equals("fail")) {
      System.err.println("no database");
      System.exit(3);
    }
    int port = Integer.parseInt(System.getenv("HTTP_PORT"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }
}
