package dev.reelport.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoSettingsTest {

  @Test
  void nothingAskedForMeansTheUsualPorts() {
    // When
    DemoSettings settings = DemoSettings.of(new String[0], Map.of());

    // Then
    assertThat(settings.dev()).isFalse();
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.controlPort()).isEqualTo(8081);
  }

  @Test
  void portsAndDevModeCanBeAskedFor() {
    // When
    DemoSettings settings =
        DemoSettings.of(new String[] {"--dev"}, Map.of("HTTP_PORT", "9000", "DEMO_PORT", "9001"));

    // Then
    assertThat(settings.dev()).isTrue();
    assertThat(settings.httpPort()).isEqualTo(9000);
    assertThat(settings.controlPort()).isEqualTo(9001);
  }

  @Test
  void whatIsNoPortIsRefusedByItsName() {
    assertThatThrownBy(() -> DemoSettings.of(new String[0], Map.of("DEMO_PORT", "high")))
        .hasMessage("DEMO_PORT must be a port number, not high");
    assertThatThrownBy(() -> DemoSettings.of(new String[0], Map.of("HTTP_PORT", "70000")))
        .hasMessage("HTTP_PORT must be from 0 to 65535, not 70000");
  }
}
