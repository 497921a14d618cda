package dev.reelport.deployment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What can be set from outside, by what the service itself says: its mappings and its properties.
 */
final class ServiceSettings {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^{}$]*))?");

  private ServiceSettings() {}

  /**
   * The variables that {@code application.properties} asks for, with what they are without: where
   * one stands more than once, in its first place.
   */
  static Map<String, String> named() {
    Map<String, String> variables = new TreeMap<>();
    Matcher found = VARIABLE.matcher(Project.read("src/main/resources/application.properties"));
    while (found.find()) {
      variables.merge(
          found.group(1), Optional.ofNullable(found.group(2)).orElse(""), (first, later) -> first);
    }
    return variables;
  }

  /** The properties of all mappings, with their defaults; empty where there is none. */
  static Map<String, String> mapped() {
    Map<String, String> properties = new TreeMap<>();
    for (Class<?> type : mappings()) {
      add(type.getAnnotation(ConfigMapping.class).prefix(), type, properties);
    }
    return properties;
  }

  /** The mapped properties that a variable of another name sets. */
  static Set<String> mappedByName() throws IOException {
    Set<String> set = new TreeSet<>();
    application()
        .forEach(
            (name, value) -> {
              if (name.startsWith("reelport.") && VARIABLE.matcher(value).find()) {
                set.add(name);
              }
            });
    return set;
  }

  /** Every variable that the service reads. */
  static Set<String> variables() throws IOException {
    Set<String> variables = new TreeSet<>(named().keySet());
    mapped().keySet().forEach(name -> variables.add(variable(name)));
    application().keySet().forEach(name -> variables.add(variable(name)));
    // What begins with "kafka." is for all of its clients (Quarkus, "Kafka configuration").
    Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames())
        .flatMap(Set::stream)
        .forEach(name -> variables.add(variable("kafka." + name)));
    return variables;
  }

  /** By which variable a property can be set (MicroProfile Config, "Environment Variables"). */
  static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** What {@code application.properties} says. */
  static Map<String, String> application() throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Project.read("src/main/resources/application.properties")));
    Map<String, String> all = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    return all;
  }

  private static List<Class<?>> mappings() {
    Path sources = Project.file("src/main/java");
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith("Config.java")).toList()) {
        String name = sources.relativize(file).toString().replace('/', '.');
        Class<?> type = Class.forName(name.substring(0, name.length() - ".java".length()));
        if (type.isAnnotationPresent(ConfigMapping.class)) {
          types.add(type);
        }
      }
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(String prefix, Class<?> type, Map<String, String> properties) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isSynthetic()) {
        continue;
      }
      String name = prefix + "." + dashed(method.getName());
      if (method.getReturnType().getEnclosingClass() == type) {
        add(name, method.getReturnType(), properties);
      } else {
        WithDefault standard = method.getAnnotation(WithDefault.class);
        properties.put(name, standard == null ? "" : standard.value());
      }
    }
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
