package dev.reelport.deployment;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What is in {@code kubernetes/}, as {@code kubectl apply -k} would send it. */
final class Kustomize {

  /** Everything that people apply. */
  static final List<String> OVERLAYS =
      List.of(
          "overlays/dev",
          "overlays/dev/migration",
          "overlays/production",
          "overlays/production/migration",
          "overlays/production-hpa",
          "overlays/production-encrypted",
          "overlays/production-encrypted/migration");

  /** Those that hold the service. */
  static final List<String> SERVICES =
      OVERLAYS.stream().filter(overlay -> !overlay.endsWith("migration")).toList();

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Map<String, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

  private Kustomize() {}

  /** The objects of an overlay; skips the test where there is no kubectl. */
  static List<JsonNode> render(String overlay) {
    assumeTrue(Project.has("kubectl"), "kubectl is not installed, so no overlay can be rendered");
    return RENDERED.computeIfAbsent(
        overlay,
        path ->
            objects(Project.run(Project.file("kubernetes"), "kubectl", "kustomize", "./" + path)));
  }

  /** The objects of an overlay of that kind. */
  static List<JsonNode> render(String overlay, String kind) {
    return render(overlay).stream().filter(o -> kind.equals(o.path("kind").asText())).toList();
  }

  /** The templates of all pods, of all overlays. */
  static Stream<JsonNode> podTemplates() {
    return OVERLAYS.stream().flatMap(Kustomize::podTemplates);
  }

  /** The templates of all pods of an overlay. */
  static Stream<JsonNode> podTemplates(String overlay) {
    return render(overlay).stream()
        .map(object -> object.at("/spec/template"))
        .filter(template -> !template.isMissingNode());
  }

  /** All containers of a pod. */
  static Stream<JsonNode> containers(JsonNode template) {
    return StreamSupport.stream(template.at("/spec/containers").spliterator(), false);
  }

  /** All objects of a file. */
  static List<JsonNode> objects(String yaml) {
    try {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What tells an object from others. */
  static String name(JsonNode object) {
    return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
  }
}
