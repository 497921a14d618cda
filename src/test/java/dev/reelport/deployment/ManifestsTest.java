package dev.reelport.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.deployment.KedaTypes.ScaledObject;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What is applied to a cluster is what its types say, and fits together. */
class ManifestsTest {

  /** What the topics have by our advice; more workers would be idle. */
  private static final int PARTITIONS = 8;

  @ParameterizedTest
  @FieldSource("dev.reelport.deployment.Kustomize#OVERLAYS")
  void everyObjectOfAnOverlayIsStrictlyOfItsType(String overlay) {
    assertThat(Kustomize.render(overlay))
        .isNotEmpty()
        .allSatisfy(
            object ->
                assertThatCode(() -> StrictTypes.check(object))
                    .as(Kustomize.name(object))
                    .doesNotThrowAnyException());
  }

  @Test
  void theTemplateOfTheSecretsIsStrictlyOfItsType() {
    assertThat(Kustomize.objects(Project.read("kubernetes/secrets-template.yaml")))
        .hasSize(3)
        .allSatisfy(StrictTypes::check);
  }

  @Test
  void unknownMissingAndWronglyTypedFieldsAreFound() {
    wrong(
        "Deployment", o -> at(o, "/spec/template/spec/containers/0").put("imagee", "x"), "imagee");
    wrong("Deployment", o -> at(o, "/spec").remove("selector"), "selector");
    wrong(
        "Deployment",
        o -> at(o, "/spec/template/spec").put("terminationGracePeriodSeconds", "45"),
        "read as");
    wrong("NetworkPolicy", o -> at(o, "/spec").put("policyType", "Ingress"), "policyType");
    wrong("ScaledObject", o -> at(o, "/spec").put("maxReplicas", 8), "maxReplicas");
    wrong("ScaledObject", o -> at(o, "/spec").remove("triggers"), "triggers");
    wrong(
        "ScaledObject", o -> at(o, "/spec/triggers/0/metadata").put("lagThreshold", 5), "Integer");
    wrong("PrometheusRule", o -> at(o, "/spec/groups/0/rules/0").remove("expr"), "expr");
  }

  @Test
  void serviceMigrationAndScalerAreShownWhatVouchesForEncryptedStores() {
    for (String overlay :
        List.of("overlays/production-encrypted", "overlays/production-encrypted/migration")) {
      // Given a workload, and the files its settings name
      JsonNode pod = Kustomize.podTemplates(overlay).findFirst().orElseThrow().get("spec");
      JsonNode settings = Kustomize.render(overlay, "ConfigMap").get(0).get("data");
      String file = settings.get("REDIS_CA").asText();

      // Then it finds them where the ConfigMap is mounted
      assertThat(settings.get("DATABASE_URL").asText()).endsWith("&sslrootcert=" + file);
      assertThat(settings.get("KAFKA_SSL_TRUSTSTORE_LOCATION").asText()).isEqualTo(file);
      JsonNode volume = named(pod.get("volumes"), "ca");
      JsonNode mount = named(pod.at("/containers/0/volumeMounts"), "ca");
      assertThat(volume.at("/configMap/name").asText()).isEqualTo("reelport-ca");
      assertThat(file).isEqualTo(mount.get("mountPath").asText() + "/ca.pem");
    }

    // And KEDA logs in as it is told where
    JsonNode login =
        Kustomize.render("overlays/production-encrypted", "TriggerAuthentication").get(0);
    JsonNode scaler = Kustomize.render("overlays/production-encrypted", "ScaledObject").get(0);
    assertThat(scaler.at("/spec/triggers"))
        .hasSize(2)
        .allSatisfy(
            trigger ->
                assertThat(trigger.at("/authenticationRef/name"))
                    .isEqualTo(login.at("/metadata/name")));
    assertThat(login.at("/metadata/namespace")).isEqualTo(scaler.at("/metadata/namespace"));
  }

  private static JsonNode named(JsonNode list, String name) {
    return list.valueStream()
        .filter(one -> one.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWorkloadIsFoundByWhoeverSelectsIt() {
    for (String overlay : Kustomize.OVERLAYS) {
      List<JsonNode> pods =
          Kustomize.podTemplates(overlay).map(pod -> pod.at("/metadata/labels")).toList();
      for (JsonNode object : Kustomize.render(overlay)) {
        for (String path :
            List.of(
                "/spec/selector/matchLabels", "/spec/podSelector/matchLabels", "/spec/selector")) {
          JsonNode selector = object.at(path);
          if (selector.isMissingNode() || selector.has("matchLabels") || isMonitor(object)) {
            continue;
          }
          assertThat(pods)
              .as("%s of %s in %s", path, Kustomize.name(object), overlay)
              .anyMatch(labels -> selects(selector, labels));
        }
      }
    }
  }

  @Test
  void aMonitorFindsTheServiceAndAScalerTheDeployment() {
    JsonNode service = Kustomize.render("overlays/production", "Service").get(0);
    JsonNode monitor = Kustomize.render("overlays/production", "ServiceMonitor").get(0);
    assertThat(selects(monitor.at("/spec/selector/matchLabels"), service.at("/metadata/labels")))
        .isTrue();
    assertThat(service.at("/spec/ports"))
        .anyMatch(port -> port.get("name").equals(monitor.at("/spec/endpoints/0/port")));
    for (String overlay : List.of("overlays/production", "overlays/production-hpa")) {
      JsonNode deployment = Kustomize.render(overlay, "Deployment").get(0);
      assertThat(deployment.at("/spec/replicas").isMissingNode()).isTrue();
      assertThat(Kustomize.render(overlay))
          .filteredOn(object -> object.at("/spec/scaleTargetRef").isObject())
          .singleElement()
          .satisfies(
              scaler ->
                  assertThat(scaler.at("/spec/scaleTargetRef/name"))
                      .isEqualTo(deployment.at("/metadata/name")));
    }
  }

  @Test
  void theServiceScalesWithTheLagOfBothTopicsAndNeverAbovePartitions() {
    JsonNode object = Kustomize.render("overlays/production", "ScaledObject").get(0);
    KedaTypes.Spec spec = StrictTypes.as(ScaledObject.class, object).spec();
    String settings = Project.read("src/main/resources/application.properties");

    assertThat(spec.minReplicaCount()).isBetween(1, spec.maxReplicaCount());
    assertThat(spec.maxReplicaCount()).isLessThanOrEqualTo(PARTITIONS);
    assertThat(spec.triggers())
        .extracting(trigger -> trigger.metadata().topic())
        .containsExactlyInAnyOrder("youtube.import.steps", "youtube.import.requests");
    assertThat(spec.triggers())
        .allSatisfy(
            trigger -> {
              assertThat(settings)
                  .contains(".topic=" + trigger.metadata().topic() + "\n")
                  .contains(".group.id=" + trigger.metadata().consumerGroup() + "\n");
              assertThat(trigger.metadata().bootstrapServersFromEnv())
                  .isEqualTo("KAFKA_BOOTSTRAP_SERVERS");
              assertThat(trigger.metadata().allowIdleConsumers()).isEqualTo("false");
              assertThat(Integer.parseInt(trigger.metadata().lagThreshold())).isPositive();
            });
    KedaTypes.Behavior behavior = spec.advanced().horizontalPodAutoscalerConfig().behavior();
    assertThat(behavior.scaleDown().stabilizationWindowSeconds()).isGreaterThanOrEqualTo(120);
    assertThat(behavior.scaleDown().policies())
        .allMatch(policy -> policy.type() == KedaTypes.PolicyType.PODS && policy.value() == 1);
  }

  @Test
  void theImageIsOfThisVersionOrADigest() {
    String pom = Project.read("pom.xml");
    String version = pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));
    assertThat(Kustomize.podTemplates().flatMap(Kustomize::containers))
        .isNotEmpty()
        .extracting(container -> container.path("image").asText())
        .allSatisfy(
            image -> assertThat(image).matches(".*(:" + version + "|@sha256:[0-9a-f]{64})"));
  }

  private static void wrong(String kind, Consumer<JsonNode> mistake, String inTheMessage) {
    JsonNode object = Kustomize.render("overlays/production", kind).get(0).deepCopy();
    mistake.accept(object);
    assertThatThrownBy(() -> StrictTypes.check(object))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(inTheMessage);
  }

  private static ObjectNode at(JsonNode object, String path) {
    return (ObjectNode) object.at(path);
  }

  private static boolean isMonitor(JsonNode object) {
    return object.path("kind").asText().equals("ServiceMonitor");
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    return selector.properties().stream()
        .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())));
  }
}
