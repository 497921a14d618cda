package dev.reelport.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
    AnalysisMode analysis) {

  /** YouTube lists at most this many uploads of a channel. */
  public static final int MOST_VIDEOS = 20_000;

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
    return new ImportOptions(
        !Boolean.FALSE.equals(body.isPrivate()),
        !Boolean.FALSE.equals(body.showcase()),
        most,
        after,
        before,
        kinds(body.include()),
        body.keepInSync() == null ? kind == TargetKind.CHANNEL : body.keepInSync(),
        body.analysis() == null ? AnalysisMode.AUTO : body.analysis());
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
