package dev.reelport.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTableTest {

  @Test
  void aPromiseHeldOnlyIfAllItsTestsPassedAndEveryFaultHasARow() {
    // Given
    List<String> results =
        List.of(
            "8\tresumes\tHELD\tone", "8\tresumes\tNOT_HELD\tother", "8\tno partial page\tHELD\tx");

    // When
    List<String> table = FaultTable.table(results);

    // Then
    assertThat(table).hasSize(1 + 26 + 1);
    assertThat(table.get(8)).startsWith("  8").contains("NOT HELD").endsWith("resumes");
    assertThat(table.get(9)).startsWith("  8").contains(" held ").endsWith("no partial page");
    assertThat(table.get(10)).startsWith("  9").endsWith("not run");
    assertThat(table.get(27)).startsWith("1 of 26 promises held; seed ");
  }

  @Test
  void everyFaultThatATestIsOfHasARow() {
    List<Integer> numbers =
        new ClassFileImporter()
            .importPackages("dev.reelport").stream()
                .flatMap(type -> type.getMethods().stream())
                .flatMap(method -> method.tryGetAnnotationOfType(FaultTest.class).stream())
                .map(FaultTest::number)
                .distinct()
                .toList();
    assertThat(numbers)
        .hasSizeGreaterThan(20)
        .allSatisfy(number -> assertThat(number).isBetween(1, FaultTable.size()));
  }
}
