package dev.reelport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps the arrows between the packages: they show the flow, and they go one way only. */
class ArchitectureTest {

  /** What each package may use; all may use the JDK and libraries. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry(
              "api",
              Set.of(
                  "intake",
                  "sources",
                  "imports",
                  "analysis",
                  "connections",
                  "projects",
                  "quota",
                  "youtube",
                  "audit",
                  "platform")),
          entry("intake", Set.of("imports", "youtube", "platform")),
          entry(
              "sources",
              Set.of(
                  "imports",
                  "youtube",
                  "quota",
                  "projects",
                  "outbox",
                  "connections",
                  "audit",
                  "platform")),
          entry(
              "imports",
              Set.of(
                  "youtube", "quota", "projects", "outbox", "connections", "analysis", "platform")),
          entry("analysis", Set.of("projects", "audit", "platform")),
          entry(
              "upkeep",
              Set.of(
                  "sources", "imports", "youtube", "quota", "projects", "connections", "platform")),
          entry("youtube", Set.of("platform")),
          entry("quota", Set.of("platform")),
          entry("projects", Set.of("platform")),
          entry("outbox", Set.of("platform")),
          entry("connections", Set.of("audit", "platform")),
          entry("audit", Set.of("platform")),
          entry("platform", Set.of()));

  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.reelport");

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyWhatIsBelowIt() {
    return ARROWS.entrySet().stream()
        .map(
            arrow ->
                DynamicTest.dynamicTest(
                    arrow.getKey() + " uses only " + arrow.getValue(),
                    () ->
                        noClasses()
                            .that()
                            .resideInAPackage(pattern(arrow.getKey()))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden(arrow.getKey(), arrow.getValue()))
                            .check(SERVICE)));
  }

  @Test
  void everyPackageHasItsArrows() {
    List<String> unknown =
        SERVICE.stream()
            .map(type -> type.getPackageName())
            .filter(name -> name.startsWith("dev.reelport"))
            .map(ArchitectureTest::shortName)
            .filter(name -> !ARROWS.containsKey(name))
            .distinct()
            .toList();
    assertThat(unknown).isEmpty();
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("dev.reelport.(*)..").should().beFreeOfCycles().check(SERVICE);
  }

  @Test
  void everySessionSaysAsWhomItIsThere() {
    // Panache begins its transactions by annotation, and only where projects are read.
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.reelport.platform.Sessions")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.hibernate.reactive.mutiny.Mutiny$SessionFactory")
        .check(SERVICE);
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName("dev.reelport.projects.Projects")
        .should()
        .beAnnotatedWith(WithTransaction.class)
        .check(SERVICE);
    noMethods().should().beAnnotatedWith(WithSession.class).check(SERVICE);
  }

  @Test
  void nobodySleepsOrReadsTheTimeWithoutAClock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.reelport.platform.Time")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(SERVICE);
  }

  private static String[] forbidden(String from, Set<String> allowed) {
    return ARROWS.keySet().stream()
        .filter(name -> !name.equals(from) && !allowed.contains(name))
        .map(ArchitectureTest::pattern)
        .toArray(String[]::new);
  }

  private static String shortName(String packageName) {
    String below = packageName.substring("dev.reelport".length());
    int end = below.indexOf('.', 1);
    return below.isEmpty() ? below : below.substring(1, end < 0 ? below.length() : end);
  }

  private static String pattern(String name) {
    return "dev.reelport." + name + "..";
  }
}
