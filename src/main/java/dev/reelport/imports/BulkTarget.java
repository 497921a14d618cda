package dev.reelport.imports;

/**
 * A target of a bulk import as it was written, and where.
 *
 * @param index place in the list, from 0; null in a file
 * @param line line of the file, from 1; null in a list
 */
public record BulkTarget(String text, Integer index, Integer line) {

  /** The target at this place of a list. */
  public static BulkTarget inList(String text, int index) {
    return new BulkTarget(text, index, null);
  }

  /** The target at this line of a file. */
  public static BulkTarget inFile(String text, int line) {
    return new BulkTarget(text, null, line);
  }
}
