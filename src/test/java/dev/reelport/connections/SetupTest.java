package dev.reelport.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupTest {

  private static final Map<String, String> ALL =
      Map.of(
          "public-url", "https://reelport.test/base/",
          "client-id", "client",
          "client-secret", "planted-secret",
          "encryption-keys", Keys.setting("a"));

  @Test
  void withAllThatItTakesPeopleCanConnect() {
    // When
    Setup setup = setup(ALL);

    // Then
    assertThat(setup.publicUrl()).hasToString("https://reelport.test/base");
    assertThat(setup.keys().current().id()).isEqualTo("a");
    assertThat(setup.client().id()).isEqualTo("client");
    assertThat(setup.client().toString()).doesNotContain("planted");
  }

  @ParameterizedTest
  @CsvSource({
    "public-url, PUBLIC_URL",
    "client-id, GOOGLE_CLIENT_ID",
    "client-secret, GOOGLE_CLIENT_SECRET",
    "encryption-keys, TOKEN_ENCRYPTION_KEYS"
  })
  void whatIsMissingIsSaid(String property, String name) {
    // Given
    Map<String, String> most = new HashMap<>(ALL);
    most.remove(property);

    // Then
    assertThatThrownBy(() -> setup(most).keys())
        .isInstanceOf(ConnectionsOffException.class)
        .hasMessageEndingWith("The operator has to set " + name + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reelport.test",
        "ftp://reelport.test",
        "https://",
        "https://a b",
        "https://x?a=b",
        "https://x#a",
        "https://me@x"
      })
  void anAddressThatIsNoneStopsTheStart(String address) {
    // Given
    Map<String, String> wrong = new HashMap<>(ALL);
    wrong.put("public-url", address);

    // Then
    assertThatThrownBy(() -> setup(wrong)).hasMessageStartingWith("PUBLIC_URL must be an address");
  }

  @Test
  void aMalformedKeyStopsTheStartAlsoWhereNobodyCanConnect() {
    assertThatThrownBy(() -> setup(Map.of("encryption-keys", "planted")))
        .hasMessage("TOKEN_ENCRYPTION_KEYS: entry 1 is not written as id:key");
  }

  private static Setup setup(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    settings.forEach((name, value) -> properties.put("reelport.connections." + name, value));
    properties.put("reelport.connections.authorization-url", "https://google.test/auth");
    return new Setup(
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ConnectionsConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(ConnectionsConfig.class));
  }
}
