package dev.reelport.projects;

import dev.reelport.platform.UserId;
import java.util.List;
import java.util.UUID;

/**
 * What an analysis reads of a project.
 *
 * @param description the first 1,000 characters of the video's
 * @param tags the first ten of the video's
 * @param mode who analysed it last
 */
public record ProjectText(
    UUID id, UserId user, String title, String description, List<String> tags, Analysis.Mode mode) {

  public ProjectText {
    tags = List.copyOf(tags);
  }
}
