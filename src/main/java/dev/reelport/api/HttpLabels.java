package dev.reelport.api;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Keeps the labels of HTTP metrics few. A request that is refused before it meets a resource is
 * counted by the path and the method it came with, and these can be anything.
 */
@Singleton
class HttpLabels implements MeterFilter {

  private static final String REQUESTS = "http.server.requests";
  private static final String URI = "uri";
  private static final String METHOD = "method";

  /** The paths of all resources, and what Quarkus calls those that are none. */
  static final Set<String> URIS =
      Set.of(
          "/v1/imports",
          "/v1/imports/preview",
          "/v1/imports/{id}",
          "/v1/imports/{id}/items",
          "/v1/imports/{id}/events",
          "/v1/imports/{id}/cancel",
          "/v1/imports/{id}/retry",
          "/v1/sources",
          "/v1/sources/{id}",
          "/v1/sources/{id}/sync",
          "/v1/sources/{id}/runs",
          "/v1/sources/{id}/audit",
          "/v1/videos/{videoId}/explain",
          "/v1/projects",
          "/v1/projects/{id}",
          "/v1/quota",
          "/v1/connections/youtube",
          "/v1/connections/youtube/callback",
          "/v1/youtube/channel",
          "/v1/youtube/videos",
          "/hooks/youtube/{token}",
          "/v1/admin/quota",
          "/v1/admin/quota/users",
          "/v1/admin/dead-letters",
          "/v1/admin/dead-letters/replay",
          "NOT_FOUND",
          "REDIRECTION",
          "root");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @Override
  public Meter.Id map(Meter.Id id) {
    return id.getName().equals(REQUESTS)
        ? only(only(id, URI, URIS, "UNKNOWN"), METHOD, METHODS, "OTHER")
        : id;
  }

  private static Meter.Id only(Meter.Id id, String label, Set<String> known, String other) {
    String value = id.getTag(label);
    return value == null || known.contains(value) ? id : id.withTag(Tag.of(label, other));
  }
}
