package dev.reelport.faults;

import dev.reelport.faults.FaultReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints which promises held under which faults, when all fault tests have run. */
public final class FaultTable {

  /** The faults the service is to survive. */
  private static final List<String> FAULTS =
      List.of(
          "SIGKILL while a page is fetched",
          "SIGKILL between database commit and offset commit",
          "SIGKILL between charge and call",
          "SIGKILL of the relay between send and mark",
          "SIGTERM under load",
          "random SIGKILL, two instances",
          "an instance frozen longer than its lease",
          "PostgreSQL crashes in the middle of a page",
          "COMMIT executed, its reply cut",
          "PostgreSQL stalls",
          "Redis stopped",
          "Redis restarted empty",
          "script executed, its reply cut",
          "64 reservers at the edge, two instances",
          "broker SIGKILL and restart",
          "rebalance storm",
          "the same request 1000 times in parallel",
          "poison records",
          "YouTube ill: 5xx, timeouts, resets, truncated",
          "YouTube's quota used up, per day or per minute",
          "401, invalid_grant, refresh at two instances",
          "midnight Pacific, both DST days",
          "a list that shifts while it is paged",
          "100,000 requests at once, database slow",
          "a roll-out: two builds, a migration between");

  private FaultTable() {}

  /** The number of faults. */
  static int size() {
    return FAULTS.size();
  }

  /** One row: a promise, and whether it held in every run of its tests. */
  private record Row(int number, String promise, Set<Outcome> outcomes) {

    Outcome outcome() {
      return outcomes.contains(Outcome.NOT_HELD)
          ? Outcome.NOT_HELD
          : outcomes.contains(Outcome.HELD) ? Outcome.HELD : Outcome.NOT_RUN;
    }
  }

  /**
   * Prints the table.
   *
   * @param arguments {@code --new} to forget earlier results instead
   */
  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).contains("--new")) {
      Files.deleteIfExists(FaultReport.RESULTS);
      Seed.forget();
      return;
    }
    List<String> lines =
        Files.exists(FaultReport.RESULTS) ? Files.readAllLines(FaultReport.RESULTS) : List.of();
    table(lines).forEach(System.out::println);
  }

  static List<String> table(List<String> results) {
    List<Row> rows = rows(results);
    List<String> table = new ArrayList<>();
    table.add(line("#", "fault", "promise", "result"));
    for (Row row : rows) {
      table.add(
          line(
              String.valueOf(row.number()),
              FAULTS.get(row.number() - 1),
              row.promise(),
              row.outcome().words));
    }
    long held = rows.stream().filter(row -> row.outcome() == Outcome.HELD).count();
    table.add(held + " of " + rows.size() + " promises held; seed " + Seed.value());
    return table;
  }

  private static List<Row> rows(List<String> results) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String result : results) {
      String[] parts = result.split("\t", -1);
      int number = Integer.parseInt(parts[0]);
      Outcome outcome = Outcome.valueOf(parts[2]);
      rows.merge(
          number + parts[1],
          new Row(number, parts[1], Set.of(outcome)),
          (one, other) -> new Row(number, one.promise(), both(one, other)));
    }
    for (int number = 1; number <= FAULTS.size(); number++) {
      int missing = number;
      if (rows.values().stream().noneMatch(row -> row.number() == missing)) {
        rows.put("missing " + number, new Row(number, "", Set.of()));
      }
    }
    return rows.values().stream().sorted(Comparator.comparingInt(Row::number)).toList();
  }

  private static Set<Outcome> both(Row one, Row other) {
    Set<Outcome> all = EnumSet.copyOf(one.outcomes());
    all.addAll(other.outcomes());
    return all;
  }

  private static String line(String number, String fault, String promise, String result) {
    return String.format("%3s  %-49s  %-9s %s", number, fault, result, promise).stripTrailing();
  }
}
