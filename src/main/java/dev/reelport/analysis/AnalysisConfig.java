package dev.reelport.analysis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * The language model that reads titles and descriptions, if there is one. What Quarkus itself
 * configures (connections, the guarded call) stands in {@code application.properties}, and takes
 * its values from here where both need them.
 */
@ConfigMapping(prefix = "reelport.analysis")
public interface AnalysisConfig {

  /**
   * Where an OpenAI-compatible API is, such as {@code https://api.openai.com/v1}; {@code
   * /chat/completions} is appended. Without it the tags of videos are taken, and nobody is asked.
   */
  Optional<String> url();

  /** What the API asks for as a bearer token; many that run in one's own network ask for none. */
  Optional<String> apiKey();

  /** What the API calls the model. */
  @WithDefault("gpt-4o-mini")
  String model();

  /**
   * Whether the API is asked to answer in JSON ({@code response_format}). Switch it off for one
   * that does not know this and refuses; answers are read with the same care either way.
   */
  @WithDefault("true")
  boolean jsonMode();

  /**
   * How long a complete answer is awaited, in whole seconds. Longer suits slow models; nobody waits
   * for it but the queue.
   */
  Duration timeout();

  /**
   * Videos that an instance asks about side by side, each in a request of its own. More empty the
   * queue faster, and ask more of the model at a time.
   */
  @WithDefault("8")
  int batch();

  /**
   * Requests a day (UTC) of all instances together; 0 for no limit. Projects that have to wait keep
   * what their tags say until then.
   */
  @WithDefault("1000")
  int dailyRequests();

  /** How often an instance looks at the queue. Each look is a few cheap statements. */
  @WithDefault("2s")
  Duration every();

  /** Failed tries of one project after which it keeps what its tags say. */
  @WithDefault("3")
  int tries();

  /** The pause behind a failed try, doubled with each. */
  @WithDefault("1m")
  Duration pause();

  /** Waited so long, because of the model or the day's budget, a project leaves the queue. */
  @WithDefault("72h")
  Duration giveUpAfter();

  /** When the model is left alone. */
  BreakerConfig breaker();

  /** The circuit breaker; fault tolerance reads the same two values. */
  interface BreakerConfig {

    /** Failed requests in a row that open it; garbage does not count. */
    int failures();

    /** How long it stays open, in whole seconds. */
    Duration recovery();
  }
}
