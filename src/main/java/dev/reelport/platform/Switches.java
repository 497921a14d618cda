package dev.reelport.platform;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.function.Predicate;

/**
 * Turns what an operator says into what Quarkus asks for: tracing is on where it is said to whom
 * traces go, and the log is JSON unless text is asked for. Found by the service loader.
 */
@Priority(Priorities.APPLICATION)
public final class Switches implements ConfigSourceInterceptor {

  /** Where traces go; nothing is traced without it. */
  static final String TRACES = "reelport.traces.endpoint";

  /** {@code json} or {@code text}. */
  static final String LOG_FORMAT = "reelport.log.format";

  private static final long serialVersionUID = 1;
  private static final String NO_TRACING = "quarkus.otel.sdk.disabled";
  private static final String CHANNELS = "mp.messaging.";
  private static final String CHANNEL_TRACING = ".tracing-enabled";
  private static final String JSON = "quarkus.log.console.json.enabled";

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    if (name.equals(NO_TRACING)) {
      return answer(context, name, !says(context, TRACES, Switches::isSet));
    }
    if (name.startsWith(CHANNELS) && name.endsWith(CHANNEL_TRACING)) {
      return answer(context, name, says(context, TRACES, Switches::isSet));
    }
    if (name.equals(JSON)) {
      return answer(context, name, says(context, LOG_FORMAT, "json"::equalsIgnoreCase));
    }
    return context.proceed(name);
  }

  private static boolean says(
      ConfigSourceInterceptorContext context, String name, Predicate<String> what) {
    ConfigValue value = context.proceed(name);
    return value != null && value.getValue() != null && what.test(value.getValue());
  }

  private static boolean isSet(String value) {
    return !value.isBlank();
  }

  private static ConfigValue answer(
      ConfigSourceInterceptorContext context, String name, boolean on) {
    ConfigValue value = context.proceed(name);
    String answer = Boolean.toString(on);
    return value == null
        ? ConfigValue.builder().withName(name).withValue(answer).build()
        : value.withValue(answer);
  }
}
