package dev.reelport.testing.stack;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of the service's environment that somebody may have set, and what they mean here. */
final class ServiceEnvironment {

  static final String DATABASE_URL = "DATABASE_URL";
  static final String DATABASE_USER = "DATABASE_USER";
  static final String DATABASE_PASSWORD = "DATABASE_PASSWORD";
  static final String MIGRATION_USER = "DATABASE_MIGRATION_USER";
  static final String MIGRATION_PASSWORD = "DATABASE_MIGRATION_PASSWORD";
  static final String REDIS_URL = "REDIS_URL";
  static final String REDIS_CA = "REDIS_CA";
  static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";
  static final String YOUTUBE_API_URL = "YOUTUBE_API_URL";
  static final String JWT_PUBLIC_KEY = "JWT_PUBLIC_KEY";
  static final String OIDC_ISSUER = "OIDC_ISSUER";

  private static final List<String> NAMES =
      List.of(
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          MIGRATION_USER,
          MIGRATION_PASSWORD,
          REDIS_URL,
          KAFKA,
          YOUTUBE_API_URL,
          JWT_PUBLIC_KEY,
          OIDC_ISSUER,
          REDIS_CA,
          "OIDC_AUDIENCE",
          "YOUTUBE_API_KEY",
          "YOUTUBE_FEED_URL",
          "YOUTUBE_HUB_URL",
          "GOOGLE_OAUTH_URL",
          "GOOGLE_AUTHORIZATION_URL",
          "GOOGLE_CLIENT_ID",
          "GOOGLE_CLIENT_SECRET",
          "PUBLIC_URL",
          "TOKEN_ENCRYPTION_KEYS",
          "YOUTUBE_QUOTA_PROJECT",
          "YOUTUBE_QUOTA_USER",
          "YOUTUBE_CALLS_PER_MINUTE",
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_EXPORTER_OTLP_PROTOCOL",
          "OTEL_EXPORTER_OTLP_HEADERS",
          "OTEL_TRACES_SAMPLER_ARG");

  /** What the names of the service's own settings begin with. */
  private static final String OWN = "REELPORT_";

  private ServiceEnvironment() {}

  /** What of an environment is the service's and not empty. */
  static Map<String, String> of(Map<String, String> environment) {
    Map<String, String> ours = new TreeMap<>(environment);
    ours.keySet().removeIf(name -> !NAMES.contains(name) && !name.startsWith(OWN));
    ours.values().removeIf(String::isBlank);
    return ours;
  }

  /** Points everything of Google's at one stand-in. */
  static Map<String, String> youtube(URI simulator) {
    return Map.of(
        "GOOGLE_AUTHORIZATION_URL",
        simulator + "/o/oauth2/v2/auth",
        "GOOGLE_CLIENT_ID",
        "simulator-client",
        "GOOGLE_CLIENT_SECRET",
        "simulator-client-secret",
        YOUTUBE_API_URL,
        simulator.toString(),
        "YOUTUBE_FEED_URL",
        simulator + "/feeds/videos.xml",
        "YOUTUBE_HUB_URL",
        simulator + "/subscribe",
        "GOOGLE_OAUTH_URL",
        simulator.toString(),
        "YOUTUBE_API_KEY",
        "simulator-key");
  }
}
