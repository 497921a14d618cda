package dev.reelport.upkeep;

import dev.reelport.sources.VideoHints;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.hibernate.reactive.mutiny.Mutiny;

/** Looks at videos again that the hub says have changed. */
@ApplicationScoped
class Hints implements VideoHints {

  private final LifeStore lives;
  private final InstantSource clock;

  Hints(LifeStore lives, InstantSource clock) {
    this.lives = lives;
    this.clock = clock;
  }

  @Override
  public Uni<Void> changed(Mutiny.Session session, VideoId video) {
    return lives.hint(session, video.value(), clock.instant());
  }
}
