package dev.reelport.api;

import java.util.ArrayList;
import java.util.List;

/** Takes comma-separated values apart (RFC 4180), also with lone line feeds. Made for one use. */
final class CsvRecords {

  /**
   * A record.
   *
   * @param line where it begins, from 1
   */
  record Line(int line, List<String> cells) {

    Line {
      cells = List.copyOf(cells);
    }

    boolean isBlank() {
      return cells.stream().allMatch(String::isBlank);
    }

    /** The cell of a column; empty where the record is too short. */
    String cell(int column) {
      return column < cells.size() ? cells.get(column).strip() : "";
    }
  }

  private final String text;
  private final List<Line> records = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private int at;
  private int line = 1;
  private int began = 1;

  private CsvRecords(String text) {
    this.text = text;
  }

  /** The records of a text; a quote that is never closed ends with the text. */
  static List<Line> read(String text) {
    CsvRecords reading = new CsvRecords(text);
    while (reading.at < text.length()) {
      reading.step();
    }
    reading.endRecord();
    return reading.records;
  }

  private void step() {
    char c = text.charAt(at++);
    switch (c) {
      case '"' -> quoted();
      case ',' -> endCell();
      case '\n' -> {
        line++;
        endRecord();
      }
      case '\r' -> {
        // The line feed behind it counts.
        if (at == text.length() || text.charAt(at) != '\n') {
          line++;
          endRecord();
        }
      }
      default -> cell.append(c);
    }
  }

  /** Up to the closing quote; two of them are one that belongs to the value. */
  private void quoted() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        if (at == text.length() || text.charAt(at) != '"') {
          return;
        }
        at++;
      }
      if (c == '\n') {
        line++;
      }
      cell.append(c);
    }
  }

  private void endCell() {
    cells.add(cell.toString());
    cell.setLength(0);
  }

  private void endRecord() {
    endCell();
    records.add(new Line(began, cells));
    cells = new ArrayList<>();
    began = line;
  }
}
