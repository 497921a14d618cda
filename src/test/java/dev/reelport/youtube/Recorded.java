package dev.reelport.youtube;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Recorded answers of YouTube's, if they lie in {@code shared/youtube-api/recorded} above us. */
final class Recorded {

  private Recorded() {}

  /** The bodies of a folder by file name; the test is skipped where there are none. */
  static Map<String, byte[]> folder(String name) throws IOException {
    Path found = null;
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      Path candidate = dir.resolve("shared/youtube-api/recorded").resolve(name);
      if (Files.isDirectory(candidate)) {
        found = candidate;
        break;
      }
    }
    assumeThat(found).as("recorded answers: shared/youtube-api/recorded/%s", name).isNotNull();
    Map<String, byte[]> bodies = new TreeMap<>();
    try (Stream<Path> files = Files.list(found)) {
      for (Path file : List.copyOf(files.filter(f -> f.toString().endsWith(".json")).toList())) {
        bodies.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return bodies;
  }
}
