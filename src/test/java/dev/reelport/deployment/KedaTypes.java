package dev.reelport.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * KEDA's ScaledObject and TriggerAuthentication as of 2.18: the fields it has and those it needs.
 * Written after its documentation (keda.sh/docs, "ScaledObject specification", "Authentication" and
 * "Apache Kafka") and its Go types; no library has them.
 */
final class KedaTypes {

  private KedaTypes() {}

  record ScaledObject(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) Metadata metadata,
      @JsonProperty(required = true) Spec spec) {}

  record Metadata(
      @JsonProperty(required = true) String name,
      String namespace,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  record Spec(
      @JsonProperty(required = true) Target scaleTargetRef,
      Integer pollingInterval,
      Integer initialCooldownPeriod,
      Integer cooldownPeriod,
      Integer idleReplicaCount,
      Integer minReplicaCount,
      Integer maxReplicaCount,
      Advanced advanced,
      @JsonProperty(required = true) List<Trigger> triggers,
      Fallback fallback) {}

  record Target(
      @JsonProperty(required = true) String name,
      String apiVersion,
      String kind,
      String envSourceContainerName) {}

  record Fallback(
      @JsonProperty(required = true) Integer failureThreshold,
      @JsonProperty(required = true) Integer replicas,
      FallbackBehavior behavior) {}

  // Named as KEDA names them.
  enum FallbackBehavior {
    @JsonProperty("static")
    STATIC,
    @JsonProperty("currentReplicas")
    CURRENT,
    @JsonProperty("currentReplicasIfHigher")
    CURRENT_IF_HIGHER,
    @JsonProperty("currentReplicasIfLower")
    CURRENT_IF_LOWER
  }

  record Advanced(
      HorizontalPodAutoscalerConfig horizontalPodAutoscalerConfig,
      Boolean restoreToOriginalReplicaCount) {}

  record HorizontalPodAutoscalerConfig(Behavior behavior, String name) {}

  record Behavior(Rules scaleUp, Rules scaleDown) {}

  record Rules(Integer stabilizationWindowSeconds, String selectPolicy, List<Policy> policies) {}

  record Policy(
      @JsonProperty(required = true) PolicyType type,
      @JsonProperty(required = true) Integer value,
      @JsonProperty(required = true) Integer periodSeconds) {}

  // Named as Kubernetes names them.
  enum PolicyType {
    @JsonProperty("Pods")
    PODS,
    @JsonProperty("Percent")
    PERCENT
  }

  record Trigger(
      @JsonProperty(required = true) TriggerType type,
      String name,
      Boolean useCachedMetrics,
      String metricType,
      AuthenticationRef authenticationRef,
      @JsonProperty(required = true) Kafka metadata) {}

  // The only one in use; another one needs its own metadata here.
  enum TriggerType {
    @JsonProperty("kafka")
    KAFKA
  }

  record AuthenticationRef(@JsonProperty(required = true) String name, String kind) {}

  record Kafka(
      String bootstrapServers,
      String bootstrapServersFromEnv,
      @JsonProperty(required = true) String consumerGroup,
      @JsonProperty(required = true) String topic,
      String lagThreshold,
      String activationLagThreshold,
      String offsetResetPolicy,
      String allowIdleConsumers,
      String scaleToZeroOnInvalidOffset,
      String excludePersistentLag,
      String limitToPartitionsWithLag,
      String partitionLimitation,
      String version,
      Sasl sasl,
      Tls tls) {}

  // Named as KEDA names them; those that need nothing but a user and a password.
  enum Sasl {
    @JsonProperty("none")
    NONE,
    @JsonProperty("plaintext")
    PLAINTEXT,
    @JsonProperty("scram_sha256")
    SCRAM_SHA256,
    @JsonProperty("scram_sha512")
    SCRAM_SHA512
  }

  enum Tls {
    @JsonProperty("enable")
    ENABLE,
    @JsonProperty("disable")
    DISABLE
  }

  record TriggerAuthentication(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) Metadata metadata,
      @JsonProperty(required = true) Login spec) {}

  record Login(List<Parameter> secretTargetRef, List<Parameter> configMapTargetRef) {}

  record Parameter(
      @JsonProperty(required = true) String parameter,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String key) {}
}
