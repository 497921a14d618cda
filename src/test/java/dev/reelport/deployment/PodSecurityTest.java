package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.platform.DatabaseConfig;
import dev.reelport.platform.DrainConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whoever gets into a pod finds nothing there, and gets nowhere from it. */
class PodSecurityTest {

  @Test
  void noPodMayDoMoreThanItMust() {
    assertThat(Kustomize.podTemplates())
        .hasSize(7)
        .extracting(template -> template.get("spec"))
        .allSatisfy(
            pod -> {
              assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
              assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.get("automountServiceAccountToken").asText()).isEqualTo("false");
              assertThat(pod.get("enableServiceLinks").asText()).isEqualTo("false");
              for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
                assertThat(pod.path(host).asBoolean()).as(host).isFalse();
              }
              // Nothing of the node, and no secret as a file: room, and certificates for all to see
              assertThat(pod.get("volumes"))
                  .allMatch(volume -> volume.has("emptyDir") || volume.has("configMap"));
              assertThat(pod.has("initContainers")).isFalse();
            });
    assertThat(Kustomize.podTemplates().flatMap(Kustomize::containers))
        .allSatisfy(
            container -> {
              JsonNode security = container.get("securityContext");
              assertThat(security.get("allowPrivilegeEscalation").asText()).isEqualTo("false");
              assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
              assertThat(security.at("/capabilities").has("add")).isFalse();
              assertThat(security.has("privileged")).isFalse();
              assertThat(container.get("volumeMounts"))
                  .allMatch(
                      mount ->
                          mount.get("mountPath").asText().equals("/tmp")
                              || mount.path("readOnly").asBoolean());
              assertThat(container.at("/resources/limits/memory").isTextual()).isTrue();
              assertThat(container.at("/resources/requests/memory").isTextual()).isTrue();
              assertThat(container.at("/resources/requests/cpu").isTextual()).isTrue();
            });
  }

  @ParameterizedTest
  @FieldSource("dev.reelport.deployment.Kustomize#SERVICES")
  void nobodyTalksToAnybodyButWhomTheyMust(String overlay) {
    List<JsonNode> policies = Kustomize.render(overlay, "NetworkPolicy");
    // What is not named is forbidden, in both directions
    assertThat(policies)
        .anySatisfy(
            policy -> {
              assertThat(policy.get("spec")).hasSize(2);
              assertThat(policy.at("/spec/policyTypes")).hasSize(2);
              assertThat(policy.at("/spec/podSelector/matchLabels")).hasSize(1);
            });
    assertThat(policies)
        .flatExtracting(policy -> rules(policy, "ingress"))
        .isNotEmpty()
        .allMatch(rule -> rule.has("from") && rule.has("ports"));
    assertThat(policies)
        .flatExtracting(policy -> rules(policy, "egress"))
        .isNotEmpty()
        .allMatch(rule -> rule.has("to") && rule.has("ports"));
    // The internet is HTTPS, and neither our own networks nor a cloud's metadata
    assertThat(policies)
        .filteredOn(policy -> policy.toString().contains("0.0.0.0/0"))
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.at("/spec/egress/0/ports").toString())
                  .isEqualTo("[{\"port\":443,\"protocol\":\"TCP\"}]");
              assertThat(policy.at("/spec/egress/0/to/0/ipBlock/except").toString())
                  .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16");
            });
  }

  @Test
  void noNamespaceTakesPodsThatAreLessStrict() {
    for (String overlay : Kustomize.OVERLAYS) {
      assertThat(Kustomize.render(overlay, "Namespace"))
          .singleElement()
          .satisfies(
              namespace ->
                  assertThat(namespace.at("/metadata/labels").toString())
                      .contains("\"pod-security.kubernetes.io/enforce\":\"restricted\""));
    }
  }

  @Test
  void noSecretIsInWhatIsAppliedToProduction() {
    for (String overlay : Kustomize.OVERLAYS) {
      if (overlay.contains("production")) {
        assertThat(Kustomize.render(overlay, "Secret")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("dev.reelport.deployment.Kustomize#SERVICES")
  void nobodyIsKilledWhileEndingOrAsking(String overlay) {
    JsonNode pod = Kustomize.render(overlay, "Deployment").get(0).at("/spec/template/spec");
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(DrainConfig.class)
            .withMapping(DatabaseConfig.class)
            .withDefaultValues(properties(Kustomize.render(overlay, "ConfigMap").get(0)))
            .build();
    DrainConfig drain = config.getConfigMapping(DrainConfig.class);

    Duration grace = Duration.ofSeconds(pod.get("terminationGracePeriodSeconds").asInt());
    assertThat(grace).isGreaterThan(drain.delay().plus(drain.grace()).plusSeconds(5));
    JsonNode ready = pod.at("/containers/0/readinessProbe");
    assertThat(Duration.ofSeconds(ready.get("timeoutSeconds").asInt()))
        .isGreaterThan(config.getConfigMapping(DatabaseConfig.class).healthWait());
    for (String probe : List.of("started/startup", "ready/readiness", "live/liveness")) {
      String[] names = probe.split("/", -1);
      assertThat(pod.at("/containers/0/" + names[1] + "Probe/httpGet/path").asText())
          .isEqualTo("/q/health/" + names[0]);
    }
  }

  private static Map<String, String> properties(JsonNode configMap) {
    Map<String, String> properties = new HashMap<>();
    Map<String, String> names =
        Map.of(
            "REELPORT_DRAIN_DELAY", "reelport.drain.delay",
            "REELPORT_DRAIN_GRACE", "reelport.drain.grace",
            "REELPORT_DATABASE_HEALTH_WAIT", "reelport.database.health-wait");
    names.forEach(
        (variable, property) -> {
          if (configMap.get("data").has(variable)) {
            properties.put(property, configMap.get("data").get(variable).asText());
          }
        });
    return properties;
  }

  private static List<JsonNode> rules(JsonNode policy, String direction) {
    return StreamSupport.stream(policy.at("/spec/" + direction).spliterator(), false).toList();
  }
}
