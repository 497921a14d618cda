package dev.reelport.api;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** The one spelling of a path that every rule about paths looks at. */
final class Paths {

  private static final Pattern MATRIX = Pattern.compile(";[^/]*");

  /** Open to everybody, because it says nothing about anybody. */
  static final String OPEN = "/q";

  /** Takes whole lists of subscriptions. */
  static final String BULK = "/v1/imports/bulk";

  private Paths() {}

  /** The path that resources are matched by: without dots, doubled slashes and parameters. */
  static String of(RoutingContext context) {
    return MATRIX.matcher(context.normalizedPath()).replaceAll("");
  }

  /** Whether a stream of events is asked for, which stays open as long as somebody listens. */
  static boolean isEventStream(String path) {
    return isUnder(path, "/v1/imports") && path.endsWith("/events");
  }

  static boolean isUnder(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}
