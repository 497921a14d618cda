package dev.reelport.imports;

import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import java.util.List;
import java.util.Optional;

/**
 * An import that a source starts.
 *
 * @param id of the import to be
 * @param request whose and of what; its origin says which source starts it
 * @param title what YouTube calls it, where that is known
 * @param list where its videos are
 * @param hints the videos to look at; empty for the whole list
 */
public record Run(
    ImportId id,
    ImportRequest request,
    Optional<String> title,
    PlaylistId list,
    Optional<List<VideoId>> hints) {

  /**
   * @throws IllegalArgumentException if no source starts it
   */
  public Run {
    if (request.origin().isEmpty()) {
      throw new IllegalArgumentException("a run without a source");
    }
  }
}
