package dev.reelport.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.reelport.deployment.KedaTypes.ScaledObject;
import dev.reelport.deployment.KedaTypes.TriggerAuthentication;
import dev.reelport.deployment.MonitoringTypes.PrometheusRule;
import dev.reelport.deployment.MonitoringTypes.ServiceMonitor;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Checks objects as strictly as an API server does with strict field validation: no field that the
 * type does not have, none missing that it needs, each of its type.
 */
final class StrictTypes {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private static final Map<String, Check> TYPES =
      Map.ofEntries(
          Map.entry(
              "v1/Namespace", kubernetes(V1Namespace.class, V1Namespace::validateJsonElement)),
          Map.entry(
              "v1/ConfigMap", kubernetes(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
          Map.entry("v1/Secret", kubernetes(V1Secret.class, V1Secret::validateJsonElement)),
          Map.entry("v1/Service", kubernetes(V1Service.class, V1Service::validateJsonElement)),
          Map.entry(
              "v1/ServiceAccount",
              kubernetes(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
          Map.entry(
              "apps/v1/Deployment",
              kubernetes(V1Deployment.class, V1Deployment::validateJsonElement)),
          Map.entry("batch/v1/Job", kubernetes(V1Job.class, V1Job::validateJsonElement)),
          Map.entry(
              "policy/v1/PodDisruptionBudget",
              kubernetes(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement)),
          Map.entry(
              "networking.k8s.io/v1/NetworkPolicy",
              kubernetes(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)),
          Map.entry(
              "autoscaling/v2/HorizontalPodAutoscaler",
              kubernetes(
                  V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement)),
          Map.entry("keda.sh/v1alpha1/ScaledObject", ours(ScaledObject.class)),
          Map.entry("keda.sh/v1alpha1/TriggerAuthentication", ours(TriggerAuthentication.class)),
          Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ours(ServiceMonitor.class)),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", ours(PrometheusRule.class)));

  private StrictTypes() {}

  /** Says what is wrong with an object by throwing. */
  private interface Check {
    void accept(JsonNode object) throws IOException;
  }

  private interface Validator {
    void validate(JsonElement object) throws IOException;
  }

  /**
   * Fails with what is wrong with the object.
   *
   * @throws IllegalArgumentException if it is not what its type says
   */
  static void check(JsonNode object) {
    String type = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    Check check = TYPES.get(type);
    if (check == null) {
      throw new IllegalArgumentException("unknown type " + type);
    }
    try {
      check.accept(object);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The object as one of the types that are written here. */
  static <T> T as(Class<T> type, JsonNode object) {
    try {
      return MAPPER.treeToValue(object, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Check ours(Class<?> type) {
    return object -> as(type, object);
  }

  private static <T> Check kubernetes(Class<T> type, Validator fields) {
    return object -> {
      String text = object.toString();
      fields.validate(JsonParser.parseString(text));
      // A text where a number belongs comes back as a number.
      T value = JSON.getGson().fromJson(text, type);
      JsonNode back = MAPPER.readTree(JSON.getGson().toJson(value));
      if (!holds(back, object)) {
        throw new IllegalArgumentException("read as " + back + " and not as " + object);
      }
    };
  }

  /** Whether all of the one is in the other, which may have empty lists and maps beside it. */
  private static boolean holds(JsonNode more, JsonNode less) {
    if (less.isObject()) {
      return less.properties().stream()
          .allMatch(
              field ->
                  more.has(field.getKey()) && holds(more.get(field.getKey()), field.getValue()));
    }
    if (less.isArray()) {
      return more.size() == less.size()
          && IntStream.range(0, less.size()).allMatch(n -> holds(more.get(n), less.get(n)));
    }
    return more.equals(less);
  }
}
