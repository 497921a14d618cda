package dev.reelport.testing.youtube;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the recorded responses are; they are no part of the repository. */
public final class RecordedFolder {

  private static final String VARIABLE = "REELPORT_RECORDED";

  private RecordedFolder() {}

  /**
   * The folder named by {@code REELPORT_RECORDED}, or else {@code shared/youtube-api/recorded}
   * beside the working directory or beside one of the folders it is in.
   */
  public static Optional<Path> find() {
    String named = System.getenv(VARIABLE);
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isDirectory);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("shared").resolve("youtube-api").resolve("recorded");
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }
}
