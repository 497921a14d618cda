package dev.reelport.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What GraalVM is told about the service: {@code target/native-sources}, as the build left it. */
final class NativeMetadata {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> reflection = new HashMap<>();
  private final List<Pattern> resources = new ArrayList<>();
  private final String arguments;

  private NativeMetadata(JsonNode types, JsonNode files, String arguments) {
    types.forEach(type -> reflection.put(type.get("name").asText(), type));
    files
        .at("/resources/includes")
        .forEach(include -> resources.add(Pattern.compile(include.get("pattern").asText())));
    this.arguments = arguments;
  }

  static NativeMetadata read() {
    Path folder = Project.file("target/native-sources");
    try (Stream<Path> files = Files.list(folder)) {
      Path runner =
          files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
      try (JarFile jar = new JarFile(runner.toFile())) {
        return new NativeMetadata(
            json(jar, "META-INF/native-image/reflect-config.json"),
            json(jar, "META-INF/native-image/resource-config.json"),
            Files.readString(folder.resolve("native-image.args")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a mapper may make one of these, and read it. */
  boolean isSerialisable(String type) {
    JsonNode known = reflection.get(type);
    return known != null
        && known.path("allDeclaredConstructors").asBoolean()
        && known.path("allDeclaredMethods").asBoolean()
        && known.path("allDeclaredFields").asBoolean();
  }

  /** Whether anything of a type is known by name. */
  boolean knows(String type) {
    return reflection.containsKey(type);
  }

  /** Whether a file of the class path is in the executable. */
  boolean holds(String resource) {
    return resources.stream().anyMatch(pattern -> pattern.matcher(resource).matches());
  }

  /** What the compiler is called with. */
  String arguments() {
    return arguments;
  }

  private static JsonNode json(JarFile jar, String name) throws IOException {
    return JSON.readTree(jar.getInputStream(jar.getEntry(name)));
  }
}
