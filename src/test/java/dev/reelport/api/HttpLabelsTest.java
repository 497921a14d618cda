package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HttpLabelsTest {

  private final HttpLabels labels = new HttpLabels();

  @Test
  void everyResourceIsCountedByItsOwnPath() {
    assertThat(HttpLabels.URIS).containsAll(paths());
  }

  private static Set<String> paths() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.reelport.api")
            .stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .flatMap(type -> type.getMethods().stream())
            .filter(HttpLabelsTest::isCall)
            .map(call -> path(call.getOwner()) + path(call))
            .collect(Collectors.toSet());
  }

  private static boolean isCall(JavaMethod method) {
    return method.getAnnotations().stream()
        .map(JavaAnnotation::getRawType)
        .anyMatch(type -> type.isAnnotatedWith(HttpMethod.class));
  }

  private static String path(JavaClass resource) {
    return resource.getAnnotationOfType(Path.class).value();
  }

  private static String path(JavaMethod call) {
    return call.isAnnotatedWith(Path.class) ? call.getAnnotationOfType(Path.class).value() : "";
  }

  @Test
  void whatAnybodyMakesUpIsNoLabel() {
    assertThat(counted("GET", "/v1/made-up")).isEqualTo("GET UNKNOWN");
    assertThat(counted("MADEUP", "/v1/imports/{id}")).isEqualTo("OTHER /v1/imports/{id}");
    assertThat(counted("GET", "/v1/imports/{id}")).isEqualTo("GET /v1/imports/{id}");
  }

  private String counted(String method, String uri) {
    Meter.Id id =
        labels.map(
            new Meter.Id(
                "http.server.requests",
                Tags.of("method", method, "uri", uri),
                null,
                null,
                Meter.Type.TIMER));
    return id.getTag("method") + " " + id.getTag("uri");
  }
}
