package dev.reelport.sources;

import dev.reelport.platform.UserId;
import dev.reelport.sources.FeedLook.Validators;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a check can see of YouTube. Users who are named pay, the first of them who may. */
interface Lookout {

  /** Whether there are units left today for what is not urgent; never fails. */
  Uni<Boolean> hasSpare();

  /** A look at the feed of a list, for nothing; never fails. */
  Uni<FeedLook> feed(PlaylistId list, Validators known);

  /**
   * How many videos these lists have; what YouTube does not say is not there. One unit for up to
   * fifty, which are either all uploads or all playlists.
   */
  Uni<Map<PlaylistId, Long>> counts(List<PlaylistId> lists, List<UserId> payers);

  /** A page of a list, the newest one without a token; one unit. */
  Uni<VideoPage> page(PlaylistId list, Optional<String> token, List<UserId> payers);

  /**
   * Asks for the details of videos before runs do, fifty a unit, so that all runs share them; it
   * never fails, since the runs ask for what is missing.
   */
  Uni<Void> prefetch(Collection<VideoId> videos, List<UserId> payers);
}
