package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What pods are given is what the service reads. */
class KubernetesSettingsTest {

  private static final Set<String> WHAT_THE_SERVICE_CANNOT_DO_WITHOUT =
      Set.of(
          "DATABASE_URL",
          "DATABASE_USER",
          "DATABASE_PASSWORD",
          "REDIS_URL",
          "KAFKA_BOOTSTRAP_SERVERS",
          "YOUTUBE_API_KEY",
          "OIDC_ISSUER");

  @ParameterizedTest
  @FieldSource("dev.reelport.deployment.Kustomize#OVERLAYS")
  void everyVariableIsOneTheServiceReads(String overlay) throws IOException {
    assertThat(variables(overlay)).isNotEmpty().isSubsetOf(ServiceSettings.variables());
  }

  @ParameterizedTest
  @FieldSource("dev.reelport.deployment.Kustomize#OVERLAYS")
  void thePodsGetWhatTheyNeed(String overlay) {
    Set<String> variables = variables(overlay);
    if (overlay.endsWith("migration")) {
      assertThat(variables)
          .contains("DATABASE_URL", "DATABASE_MIGRATION_USER", "DATABASE_MIGRATION_PASSWORD")
          .contains("REELPORT_MIGRATE_ONLY")
          .doesNotContain("DATABASE_PASSWORD", "YOUTUBE_API_KEY");
    } else {
      assertThat(variables)
          .containsAll(WHAT_THE_SERVICE_CANNOT_DO_WITHOUT)
          .contains("REELPORT_MIGRATE_AT_START")
          .doesNotContain("DATABASE_MIGRATION_PASSWORD");
    }
  }

  @Test
  void whatIsReferredToIsThereOrInTheTemplateOfTheSecrets() {
    List<JsonNode> template = Kustomize.objects(Project.read("kubernetes/secrets-template.yaml"));
    for (String overlay : Kustomize.OVERLAYS) {
      for (JsonNode container : containers(overlay)) {
        container
            .get("envFrom")
            .forEach(
                from ->
                    assertThat(Kustomize.render(overlay, "ConfigMap"))
                        .extracting(map -> map.at("/metadata/name"))
                        .contains(from.at("/configMapRef/name")));
        for (JsonNode variable : container.get("env")) {
          JsonNode ref = variable.at("/valueFrom/secretKeyRef");
          if (!ref.isMissingNode()) {
            List<JsonNode> there = Kustomize.render(overlay, "Secret");
            boolean all = !there.isEmpty() && !ref.path("optional").asBoolean();
            assertThat(all ? there : template)
                .as("%s of %s", ref, overlay)
                .anyMatch(secret -> holds(secret, ref));
          }
        }
      }
    }
  }

  @Test
  void noSettingOfProductionIsInTwoPlaces() {
    for (String overlay : Kustomize.OVERLAYS) {
      for (JsonNode container : containers(overlay)) {
        Set<String> fromMap = new HashSet<>();
        Kustomize.render(overlay, "ConfigMap")
            .forEach(map -> map.path("data").fieldNames().forEachRemaining(fromMap::add));
        assertThat(container.get("env"))
            .extracting(variable -> variable.get("name").asText())
            .doesNotContainAnyElementsOf(fromMap);
      }
    }
  }

  private static boolean holds(JsonNode secret, JsonNode ref) {
    // Kustomize adds a hash to the names of those it makes.
    return ref.get("name").asText().startsWith(secret.at("/metadata/name").asText())
        && (secret.path("data").has(ref.get("key").asText())
            || secret.path("stringData").has(ref.get("key").asText()));
  }

  private static Set<String> variables(String overlay) {
    Set<String> variables = new TreeSet<>();
    for (JsonNode container : containers(overlay)) {
      container.get("env").forEach(variable -> variables.add(variable.get("name").asText()));
      container
          .get("envFrom")
          .forEach(
              from ->
                  Kustomize.render(overlay, "ConfigMap").stream()
                      .filter(m -> m.at("/metadata/name").equals(from.at("/configMapRef/name")))
                      .forEach(m -> m.get("data").fieldNames().forEachRemaining(variables::add)));
    }
    return variables;
  }

  private static List<JsonNode> containers(String overlay) {
    return Kustomize.podTemplates(overlay).flatMap(Kustomize::containers).toList();
  }
}
