package dev.reelport.sources;

import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Is told of videos that may have changed since they were imported. */
public interface VideoHints {

  /**
   * Somebody says that this video was edited, deleted or made private: true or not, it is worth a
   * look. Called in the transaction of a worker; telling the same again does no harm.
   */
  Uni<Void> changed(Mutiny.Session session, VideoId video);
}
