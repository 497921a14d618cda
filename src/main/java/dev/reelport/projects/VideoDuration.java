package dev.reelport.projects;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How long a video is.
 *
 * @param seconds 0 for a stream that runs or is to come ({@code P0D})
 */
record VideoDuration(long seconds) {

  private static final Pattern ISO =
      Pattern.compile(
          "P(?=.)(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?"
              + "(?:T(?=.)(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})(?:\\.\\d+)?S)?)?");
  private static final int[] SECONDS = {7 * 86_400, 86_400, 3_600, 60, 1};

  /** Reads weeks to seconds of an ISO 8601 duration; empty if it is none. */
  static Optional<VideoDuration> parse(String iso) {
    Matcher matcher = ISO.matcher(iso);
    return matcher.matches()
        ? Optional.of(
            new VideoDuration(
                IntStream.range(0, SECONDS.length)
                    .mapToLong(i -> number(matcher.group(i + 1)) * SECONDS[i])
                    .sum()))
        : Optional.empty();
  }

  /** {@code 0:45}, {@code 15:33}, {@code 1:02:10}, {@code 26:00:00}; empty for no time at all. */
  Optional<String> text() {
    if (seconds == 0) {
      return Optional.empty();
    }
    long hours = seconds / 3_600;
    long minutes = seconds / 60 % 60;
    String end = ":" + twoDigits(seconds % 60);
    return Optional.of(hours == 0 ? minutes + end : hours + ":" + twoDigits(minutes) + end);
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }
}
