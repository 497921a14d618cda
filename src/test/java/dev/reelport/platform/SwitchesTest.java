package dev.reelport.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchesTest {

  private static final String NO_TRACING = "quarkus.otel.sdk.disabled";
  private static final String STEPS = "mp.messaging.incoming.steps.tracing-enabled";
  private static final String JSON = "quarkus.log.console.json.enabled";

  @Test
  void nothingIsTracedUntilItIsSaidToWhom() {
    SmallRyeConfig config = config(Map.of());

    assertThat(config.getValue(NO_TRACING, boolean.class)).isTrue();
    assertThat(config.getOptionalValue(STEPS, Boolean.class)).contains(false);
  }

  @Test
  void whereTracesGoSwitchesThemOn() {
    SmallRyeConfig config = config(Map.of("TRACES_TO", "http://collector:4317"));

    assertThat(config.getValue(NO_TRACING, boolean.class)).isFalse();
    assertThat(config.getOptionalValue(STEPS, Boolean.class)).contains(true);
  }

  @Test
  void theLogIsJsonUnlessTextIsAskedFor() {
    assertThat(config(Map.of("FORMAT", "json")).getOptionalValue(JSON, Boolean.class))
        .contains(true);
    assertThat(config(Map.of("FORMAT", "text")).getOptionalValue(JSON, Boolean.class))
        .contains(false);
  }

  private static SmallRyeConfig config(Map<String, String> environment) {
    Map<String, String> given = new HashMap<>(environment);
    given.put(Switches.TRACES, "${TRACES_TO:}");
    given.put(Switches.LOG_FORMAT, "${FORMAT:json}");
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withInterceptors(new Switches())
        .withSources(new PropertiesConfigSource(given, "test", 100))
        .build();
  }
}
