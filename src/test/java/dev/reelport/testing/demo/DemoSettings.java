package dev.reelport.testing.demo;

import java.util.List;
import java.util.Map;

/**
 * What the person who started the demo asked for.
 *
 * @param dev the service runs from its sources, in Quarkus' dev mode
 * @param httpPort the wanted port of the service
 * @param controlPort the wanted port of the demo's control
 */
record DemoSettings(boolean dev, int httpPort, int controlPort, Map<String, String> environment) {

  static DemoSettings of(String[] arguments, Map<String, String> environment) {
    return new DemoSettings(
        List.of(arguments).contains("--dev"),
        port(environment, "HTTP_PORT", 8080),
        port(environment, "DEMO_PORT", 8081),
        environment);
  }

  private static int port(Map<String, String> environment, String name, int usual) {
    String text = environment.getOrDefault(name, "");
    if (text.isBlank()) {
      return usual;
    }
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new DemoFailedException(name + " must be a port number, not " + text, e);
    }
    throw new DemoFailedException(name + " must be from 0 to 65535, not " + text);
  }
}
