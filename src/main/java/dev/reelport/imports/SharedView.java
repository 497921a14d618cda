package dev.reelport.imports;

import dev.reelport.youtube.Asker;
import dev.reelport.youtube.Playlist;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.SharedYouTube;
import dev.reelport.youtube.SharedYouTube.Fit;
import dev.reelport.youtube.SharedYouTube.SharedPage;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What anybody may see, asked once for all who want it. */
record SharedView(SharedYouTube youTube) implements View {

  @Override
  public boolean isOwn() {
    return false;
  }

  @Override
  public Uni<Optional<Playlist>> playlist(PlaylistId id, Asker asker) {
    return youTube.playlist(id, asker);
  }

  @Override
  public Uni<SharedPage> page(PlaylistId id, Optional<String> token, Fit fit, Asker asker) {
    return youTube.page(id, token, fit, asker);
  }

  @Override
  public Uni<Map<VideoWish, VideoReply>> videos(
      List<VideoWish> wishes, Predicate<Throwable> payersOwn) {
    return youTube.videos(wishes, payersOwn);
  }
}
