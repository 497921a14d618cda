package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The options of an import with every default filled in.
 *
 * @param maxVideos absent for all
 * @param publishedAfter inclusive
 * @param publishedBefore exclusive
 * @param minDuration inclusive
 * @param maxDuration inclusive
 * @param titleContains what the title must have in it, whatever its case
 * @param titleExcludes what it must not
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ImportOptions")
public record ImportOptions(
    @JsonProperty("private") boolean isPrivate,
    boolean showcase,
    Integer maxVideos,
    Instant publishedAfter,
    Instant publishedBefore,
    List<VideoKind> include,
    boolean keepInSync,
    AnalysisMode analysis,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration minDuration,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration maxDuration,
    String titleContains,
    String titleExcludes) {

  /** YouTube lists at most this many uploads of a channel. */
  public static final int MOST_VIDEOS = 20_000;

  /** YouTube's titles have at most so many characters. */
  private static final int LONGEST_TITLE = 100;

  /** Longer than anything on YouTube. */
  private static final Duration LONGEST = Duration.ofDays(365);

  public ImportOptions {
    include = List.copyOf(include);
  }

  /**
   * Fills in the defaults.
   *
   * @throws InvalidRequestException if an option is out of bounds
   */
  public static ImportOptions of(OptionsBody body, TargetKind kind) {
    Integer most = body.maxVideos();
    if (most != null && (most < 1 || most > MOST_VIDEOS)) {
      throw new InvalidRequestException("maxVideos must be between 1 and " + MOST_VIDEOS + ".");
    }
    Instant after = atMicros(body.publishedAfter(), "publishedAfter");
    Instant before = atMicros(body.publishedBefore(), "publishedBefore");
    if (after != null && before != null && !after.isBefore(before)) {
      throw new InvalidRequestException("publishedAfter must be before publishedBefore.");
    }
    Duration min = length(body.minDuration(), "minDuration");
    Duration max = length(body.maxDuration(), "maxDuration");
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw new InvalidRequestException("minDuration must not be longer than maxDuration.");
    }
    return new ImportOptions(
        !Boolean.FALSE.equals(body.isPrivate()),
        !Boolean.FALSE.equals(body.showcase()),
        most,
        after,
        before,
        kinds(body.include()),
        body.keepInSync() == null ? kind == TargetKind.CHANNEL : body.keepInSync(),
        body.analysis() == null ? AnalysisMode.AUTO : body.analysis(),
        min,
        max,
        title(body.titleContains(), "titleContains"),
        title(body.titleExcludes(), "titleExcludes"));
  }

  /** The most videos the import takes: as many as asked for, else as many as YouTube lists. */
  int mostVideos() {
    return maxVideos == null ? MOST_VIDEOS : maxVideos;
  }

  private static List<VideoKind> kinds(List<VideoKind> include) {
    if (include == null) {
      return List.of(VideoKind.values());
    }
    if (include.isEmpty() || include.stream().anyMatch(Objects::isNull)) {
      throw new InvalidRequestException("include must name at least one of video, short, live.");
    }
    return include.stream().distinct().sorted().toList();
  }

  private static Duration length(Duration duration, String name) {
    if (duration != null && (duration.isNegative() || duration.compareTo(LONGEST) > 0)) {
      throw new InvalidRequestException(name + " must be between PT0S and P365D.");
    }
    return duration;
  }

  private static String title(String part, String name) {
    if (part == null) {
      return null;
    }
    if (part.isBlank()
        || part.length() > LONGEST_TITLE
        || part.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException(
          name
              + " must have 1 to "
              + LONGEST_TITLE
              + " characters, none of them control characters.");
    }
    return part;
  }

  private static Instant atMicros(Instant instant, String name) {
    if (instant == null) {
      return null;
    }
    // Four-digit years are what JSON, PostgreSQL and people agree on.
    if (instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
        || instant.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
      throw new InvalidRequestException(name + " must be between the years 1 and 9999.");
    }
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
