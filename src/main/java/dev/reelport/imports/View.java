package dev.reelport.imports;

import dev.reelport.youtube.Asker;
import dev.reelport.youtube.Playlist;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.SharedYouTube.Fit;
import dev.reelport.youtube.SharedYouTube.SharedPage;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * YouTube as a user sees it. Each method fails as its namesake of {@link
 * dev.reelport.youtube.YouTube} does.
 */
interface View {

  /** Whether it is by the user's own grant: then nothing of it may reach anybody else. */
  boolean isOwn();

  /** The playlist, if there is one to be seen. */
  Uni<Optional<Playlist>> playlist(PlaylistId id, Asker asker);

  /** A page of a playlist. */
  Uni<SharedPage> page(PlaylistId id, Optional<String> token, Fit fit, Asker asker);

  /**
   * What became of these wishes. Never fails itself.
   *
   * @param payersOwn whether a failure says nothing about other payers
   */
  Uni<Map<VideoWish, VideoReply>> videos(List<VideoWish> wishes, Predicate<Throwable> payersOwn);
}
