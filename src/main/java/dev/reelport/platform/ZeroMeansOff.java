package dev.reelport.platform;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;

/**
 * Lets a {@code @RateLimit} be switched off with a limit of 0, which fault tolerance itself
 * refuses: the limit is then one that nobody reaches. Found by the service loader.
 */
@Priority(Priorities.APPLICATION)
public final class ZeroMeansOff implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;
  private static final String UNREACHABLE = Integer.toString(Integer.MAX_VALUE);

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    return value != null && name.endsWith(".rate-limit.value") && "0".equals(value.getValue())
        ? value.withValue(UNREACHABLE)
        : value;
  }
}
