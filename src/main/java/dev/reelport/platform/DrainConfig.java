package dev.reelport.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the end of the service may take. */
@ConfigMapping(prefix = "reelport.drain")
public interface DrainConfig {

  /**
   * How long HTTP is served as usual after readiness went down. Behind a load balancer, as long as
   * that takes to look elsewhere; without one it would only delay the end.
   */
  @WithDefault("0s")
  Duration delay();

  /**
   * How long work in hand may take to end before connections close; what is cut off then is done
   * again by another instance. Together with the delay shorter than the time a platform waits
   * before it kills (Kubernetes: 30 s).
   */
  @WithDefault("20s")
  Duration grace();
}
