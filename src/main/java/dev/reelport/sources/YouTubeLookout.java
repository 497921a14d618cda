package dev.reelport.sources;

import dev.reelport.imports.SharedLooks;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import dev.reelport.quota.Bucket;
import dev.reelport.quota.Quota;
import dev.reelport.sources.FeedLook.Validators;
import dev.reelport.youtube.Asker;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.Payer;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.SharedYouTube;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import dev.reelport.youtube.YouTube;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** YouTube as checks see it. */
@ApplicationScoped
class YouTubeLookout implements Lookout {

  private static final FieldLogger LOG = FieldLogger.of(YouTubeLookout.class);

  /** For whom answers are kept until the runs come for them; it never pays. */
  private static final UserId NOBODY = new UserId("discovery");

  private final Feeds feeds;
  private final YouTube youTube;
  private final SharedYouTube shared;
  private final SharedLooks looks;
  private final Quota quota;
  private final DiscoveryConfig config;
  private final InstantSource clock;

  YouTubeLookout(
      Feeds feeds,
      YouTube youTube,
      SharedYouTube shared,
      SharedLooks looks,
      Quota quota,
      DiscoveryConfig config,
      InstantSource clock) {
    this.feeds = feeds;
    this.youTube = youTube;
    this.shared = shared;
    this.looks = looks;
    this.quota = quota;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Uni<Boolean> hasSpare() {
    return quota
        .ofProject(Bucket.GENERAL)
        .map(state -> state.remaining() * 100 >= (long) config.spare() * state.limit());
  }

  @Override
  public Uni<FeedLook> feed(PlaylistId list, Validators known) {
    return feeds.look(list, known);
  }

  @Override
  public Uni<Map<PlaylistId, Long>> counts(List<PlaylistId> lists, List<UserId> payers) {
    return looks.look(payers, payer -> counts(lists, payer));
  }

  // One channel that YouTube does not like spoils the answer about all: it is looked for by halves.
  private Uni<Map<PlaylistId, Long>> counts(List<PlaylistId> lists, Payer payer) {
    return asked(lists, payer)
        .onFailure(YouTubeFailure.BadRequest.class)
        .recoverWithUni(
            failure -> {
              if (lists.size() == 1) {
                return Uni.createFrom().item(Map.of());
              }
              int half = lists.size() / 2;
              return counts(lists.subList(0, half), payer)
                  .chain(
                      one ->
                          counts(lists.subList(half, lists.size()), payer)
                              .map(
                                  other -> {
                                    Map<PlaylistId, Long> both = new HashMap<>(one);
                                    both.putAll(other);
                                    return both;
                                  }));
            });
  }

  private Uni<Map<PlaylistId, Long>> asked(List<PlaylistId> lists, Payer payer) {
    List<ChannelId> channels =
        lists.stream().flatMap(list -> Lists.channel(list).stream()).toList();
    if (channels.isEmpty()) {
      return youTube.playlistSizes(lists, payer);
    }
    return youTube
        .channelCounts(channels, payer)
        .map(
            counts -> {
              Map<PlaylistId, Long> byList = new HashMap<>();
              counts.forEach((channel, count) -> byList.put(channel.uploads(), count));
              return byList;
            });
  }

  // Not shared with imports: whoever checks a list does not want what somebody was told before.
  @Override
  public Uni<VideoPage> page(PlaylistId list, Optional<String> token, List<UserId> payers) {
    return looks.look(payers, payer -> youTube.page(list, token, payer));
  }

  @Override
  public Uni<Void> prefetch(Collection<VideoId> videos, List<UserId> payers) {
    List<VideoId> all = new ArrayList<>(videos);
    List<List<VideoId>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += YouTube.BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + YouTube.BATCH)));
    }
    return Multi.createFrom()
        .iterable(batches)
        .onItem()
        .transformToUniAndConcatenate(batch -> prefetch(batch, payers))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Boolean> prefetch(List<VideoId> batch, List<UserId> payers) {
    return looks
        .look(
            payers,
            payer -> {
              Asker asker = new Asker(NOBODY, UUID.randomUUID(), clock.instant(), payer);
              return shared.videos(
                  batch.stream().map(id -> new VideoWish(id, asker)).toList(), failure -> false);
            })
        .map(
            replies -> {
              replies.values().stream()
                  .flatMap(reply -> reply.failure().stream())
                  .findFirst()
                  .ifPresent(
                      failure -> LOG.debug("details not fetched", "cause", failure.getMessage()));
              return true;
            });
  }
}
