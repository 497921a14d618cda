package dev.reelport.api;

import dev.reelport.api.CsvRecords.Line;
import dev.reelport.imports.BulkTarget;
import dev.reelport.youtube.ChannelId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The subscriptions that Google Takeout exports: {@code Channel Id,Channel Url,Channel Title}. The
 * header is in the language of the account, so the column is found by what stands in it.
 */
final class TakeoutFile {

  private TakeoutFile() {}

  /** The channels in the order of the file. */
  static List<BulkTarget> targets(String csv) {
    List<Line> lines = CsvRecords.read(csv).stream().filter(line -> !line.isBlank()).toList();
    int column = columnOfIds(lines);
    boolean header = !ChannelId.isValid(lines.get(0).cell(column));
    return lines.stream()
        .skip(header ? 1 : 0)
        .map(line -> BulkTarget.inFile(line.cell(column), line.line()))
        .toList();
  }

  private static int columnOfIds(List<Line> lines) {
    return lines.stream()
        .flatMap(
            line ->
                IntStream.range(0, line.cells().size())
                    .filter(column -> ChannelId.isValid(line.cell(column)))
                    .boxed())
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<Integer, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemCode.INVALID_REQUEST,
                    "No column of the file has channel ids. Send subscriptions.csv as Google"
                        + " Takeout exports it."));
  }
}
