package dev.reelport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelport.imports.BulkTarget;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakeoutFileTest {

  private static final String ONE = "UC_x5XG1OV2P6uZZ5FSM9Ttw";
  private static final String TWO = "UCuAXFkgsw1L7xaCfnd5JJOw";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Channel Id,Channel Url,Channel Title",
        "Kanal-ID,Kanal-URL,Kanaltitel",
        "チャンネル ID,チャンネルの URL,チャンネルのタイトル"
      })
  void theHeaderMayBeInAnyLanguage(String header) {
    assertThat(
            read(
                header
                    + "\r\n"
                    + ONE
                    + ",http://www.youtube.com/channel/"
                    + ONE
                    + ",\"Title, with\nmore\"\r\n"
                    + TWO
                    + ",x,y\r\n\r\n"))
        .containsExactly(BulkTarget.inFile(ONE, 2), BulkTarget.inFile(TWO, 4));
  }

  @Test
  void theColumnOfTheIdsMayBeAnotherAndAHeaderMayBeMissing() {
    assertThat(read("Title," + ONE + "\nOther," + TWO + "\n"))
        .containsExactly(BulkTarget.inFile(ONE, 1), BulkTarget.inFile(TWO, 2));
  }

  @Test
  void whatStandsInTheColumnAndIsNoIdIsATargetAllTheSame() {
    assertThat(read("Id,Title\n" + ONE + ",a\nUCbroken,b\n,c\n"))
        .containsExactly(
            BulkTarget.inFile(ONE, 2), BulkTarget.inFile("UCbroken", 3), BulkTarget.inFile("", 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "Channel Id,Channel Url,Channel Title\n", "\"never closed"})
  void aFileWithoutIdsIsRefused(String csv) {
    assertThatThrownBy(() -> read(csv))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("channel ids");
  }

  @RepeatedTest(200)
  void whateverIsWrittenIsReadAgain(RepetitionInfo run) {
    // Given
    Random random = new Random(run.getCurrentRepetition());
    List<List<String>> records =
        IntStream.range(0, 1 + random.nextInt(5))
            .mapToObj(row -> IntStream.range(0, 3).mapToObj(cell -> cell(random)).toList())
            .toList();

    // When
    String csv =
        records.stream()
            .map(
                cells ->
                    cells.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining(random.nextBoolean() ? "\r\n" : "\n"));

    // Then
    assertThat(CsvRecords.read(csv)).extracting(CsvRecords.Line::cells).isEqualTo(records);
  }

  @RepeatedTest(300)
  void noFileBreaksTheReader(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    String csv =
        IntStream.range(0, random.nextInt(40))
            .mapToObj(n -> random.nextInt(4) == 0 ? ONE : cell(random))
            .collect(Collectors.joining());
    try {
      assertThat(read(csv)).isNotEmpty();
    } catch (ProblemException refusal) {
      assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_REQUEST);
    }
  }

  private static String cell(Random random) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(n -> "" + "ab\",\n é".charAt(random.nextInt(7)))
        .collect(Collectors.joining());
  }

  private static List<BulkTarget> read(String csv) {
    return TakeoutFile.targets(csv);
  }
}
