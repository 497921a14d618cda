package dev.reelport.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.platform.Secret;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The only class that speaks to Google. Each method fails with a {@link YouTubeFailure}, or with
 * whatever the payer refused a charge with. Every try is charged, also those that fail; a try that
 * was never sent (open breaker, rate limit) is given back. Nothing is cached here.
 */
@ApplicationScoped
public class YouTube {

  /** Most ids a call takes, and most entries a page has (YouTube: videos.list, playlistItems). */
  public static final int BATCH = 50;

  private static final String CHANNEL_FIELDS =
      "kind,pageInfo,items(id,snippet(title),contentDetails(relatedPlaylists(uploads)))";

  private static final String PLAYLIST_FIELDS = "kind,pageInfo,items(id,snippet(title))";

  private static final String COUNT_FIELDS = "kind,pageInfo,items(id,statistics(videoCount))";

  private static final String SIZE_FIELDS = "kind,pageInfo,items(id,contentDetails(itemCount))";

  private static final String PAGE_FIELDS =
      "kind,nextPageToken,pageInfo,"
          + "items(contentDetails(videoId,videoPublishedAt),status(privacyStatus))";

  private static final String OWN_PAGE_FIELDS =
      "kind,nextPageToken,pageInfo,items(snippet(title),"
          + "contentDetails(videoId,videoPublishedAt),status(privacyStatus))";

  private static final String VIDEO_FIELDS =
      "kind,pageInfo,items(id,snippet(publishedAt,title,description,channelId,channelTitle,"
          + "thumbnails,tags,liveBroadcastContent),contentDetails(duration),"
          + "statistics(viewCount,likeCount),liveStreamingDetails)";

  private static final String STATS_FIELDS = "kind,items(id,statistics(viewCount,likeCount))";

  /** What a limit without a known end is waited for: one window. */
  private static final Duration ONE_WINDOW = Duration.ofMinutes(1);

  private final GuardedCall guard;
  private final Breaker breaker;
  private final CallMetrics metrics;
  private final Optional<Secret> grant;

  @Inject
  YouTube(GuardedCall guard, Breaker breaker, CallMetrics metrics) {
    this(guard, breaker, metrics, Optional.empty());
  }

  private YouTube(GuardedCall guard, Breaker breaker, CallMetrics metrics, Optional<Secret> grant) {
    this.guard = guard;
    this.breaker = breaker;
    this.metrics = metrics;
    this.grant = grant;
  }

  /**
   * YouTube as the user sees it whose access token this is. Also fails with {@link
   * YouTubeFailure.TokenRefused}.
   */
  public YouTube withGrant(Secret token) {
    return new YouTube(guard, breaker, metrics, Optional.of(token));
  }

  /** The channel of the user whose grant this is, if they have one. One unit. */
  public Uni<Optional<Channel>> mine(Payer payer) {
    return channelBy("mine", "true", payer);
  }

  /**
   * A page of a user's own uploads with their titles: the first one without a token. One unit.
   *
   * @param most entries of the page, 1 to {@link #BATCH}
   */
  public Uni<OwnPage> own(PlaylistId uploads, Optional<String> pageToken, int most, Payer payer) {
    Map<String, String> query = new HashMap<>();
    query.put("part", "snippet,contentDetails,status");
    query.put("fields", OWN_PAGE_FIELDS);
    query.put("maxResults", Integer.toString(most));
    query.put("playlistId", uploads.value());
    pageToken.ifPresent(token -> query.put("pageToken", token));
    return call(Endpoint.PLAYLIST_ITEMS, query, Answers::ownPage, payer);
  }

  /**
   * The channel, if it exists. One unit; a custom name that is no handle costs a second one,
   * because YouTube has no filter for it.
   */
  public Uni<Optional<Channel>> channel(ChannelRef ref, Payer payer) {
    if (ref instanceof ChannelRef.ById byId) {
      return channelBy("id", byId.id().value(), payer);
    }
    if (ref instanceof ChannelRef.ByHandle byHandle) {
      return channelBy("forHandle", "@" + byHandle.handle(), payer);
    }
    if (ref instanceof ChannelRef.ByUsername byUsername) {
      return channelBy("forUsername", byUsername.name(), payer);
    }
    String name = ((ChannelRef.ByCustomName) ref).name();
    return channelBy("forHandle", "@" + name, payer)
        .chain(
            found ->
                found.isPresent()
                    ? Uni.createFrom().item(found)
                    : channelBy("forUsername", name, payer));
  }

  private Uni<Optional<Channel>> channelBy(String filter, String value, Payer payer) {
    Map<String, String> query =
        Map.of("part", "snippet,contentDetails", "fields", CHANNEL_FIELDS, filter, value);
    return call(Endpoint.CHANNELS, query, Answers::channel, payer)
        .onFailure(YouTube::meansNoChannel)
        .recoverWithItem(Optional.empty());
  }

  /** Since 2025 YouTube answers 400 badRequest to some well-formed ids that do not exist. */
  private static boolean meansNoChannel(Throwable failure) {
    return failure instanceof YouTubeFailure.NotFound
        || (failure instanceof YouTubeFailure.BadRequest refused
            && refused.reasons().equals(Set.of("badRequest")));
  }

  /** The playlist, if it exists and everybody may see it. One unit. */
  public Uni<Optional<Playlist>> playlist(PlaylistId id, Payer payer) {
    Map<String, String> query =
        Map.of("part", "snippet", "fields", PLAYLIST_FIELDS, "id", id.value());
    return call(Endpoint.PLAYLISTS, query, root -> Answers.playlist(root, id), payer)
        .onFailure(YouTubeFailure.NotFound.class)
        .recoverWithItem(Optional.empty());
  }

  /**
   * How many public videos these channels have; those that say nothing, or are no more, are not
   * there. One unit. Fails with {@link YouTubeFailure.BadRequest} if one of them does not exist in
   * a way that YouTube does not like.
   *
   * @param ids 1 to {@link #BATCH} of them
   */
  public Uni<Map<ChannelId, Long>> channelCounts(Collection<ChannelId> ids, Payer payer) {
    Map<String, String> query =
        Map.of("part", "statistics", "fields", COUNT_FIELDS, "id", joined(ids));
    return call(Endpoint.CHANNELS, query, Answers::channelCounts, payer);
  }

  /**
   * How many entries these playlists have; those that are hidden, or are no more, are not there.
   * One unit. Not for lists of uploads, which YouTube does not answer here.
   *
   * @param ids 1 to {@link #BATCH} of them
   */
  public Uni<Map<PlaylistId, Long>> playlistSizes(Collection<PlaylistId> ids, Payer payer) {
    Map<String, String> query =
        Map.of("part", "contentDetails", "fields", SIZE_FIELDS, "id", joined(ids));
    return call(Endpoint.PLAYLISTS, query, Answers::playlistSizes, payer);
  }

  private static String joined(Collection<?> ids) {
    if (ids.isEmpty() || ids.size() > BATCH) {
      throw new IllegalArgumentException("YouTube takes 1 to " + BATCH + " ids a call");
    }
    return ids.stream().map(Object::toString).distinct().collect(Collectors.joining(","));
  }

  /**
   * A page of a playlist: the first one without a token. One unit. Fails with {@link
   * YouTubeFailure.NotFound} also for the uploads of a channel that has none.
   */
  public Uni<VideoPage> page(PlaylistId id, Optional<String> pageToken, Payer payer) {
    Map<String, String> query = new HashMap<>();
    query.put("part", "contentDetails,status");
    query.put("fields", PAGE_FIELDS);
    query.put("maxResults", Integer.toString(BATCH));
    query.put("playlistId", id.value());
    pageToken.ifPresent(token -> query.put("pageToken", token));
    return call(Endpoint.PLAYLIST_ITEMS, query, Answers::page, payer);
  }

  /**
   * The videos of these ids; those that are deleted, private or unknown are just not there. One
   * unit.
   *
   * @param ids 1 to {@link #BATCH} of them
   */
  public Uni<List<Video>> videos(List<VideoId> ids, Payer payer) {
    Map<String, String> query =
        Map.of(
            "part",
            "snippet,contentDetails,statistics,liveStreamingDetails",
            "fields",
            VIDEO_FIELDS,
            "id",
            joined(ids));
    return call(Endpoint.VIDEOS, query, root -> Answers.videos(root, ids), payer);
  }

  /**
   * The counters of these videos; those that are deleted, private or unknown are just not there.
   * One call of the bucket {@code batchGetStats}, none of the general one.
   *
   * @param ids 1 to {@link #BATCH} of them
   */
  public Uni<List<VideoStats>> stats(List<VideoId> ids, Payer payer) {
    Map<String, String> query =
        Map.of("part", "statistics", "fields", STATS_FIELDS, "id", joined(ids));
    return call(Endpoint.VIDEO_STATS, query, root -> Answers.stats(root, ids), payer);
  }

  private <T> Uni<T> call(
      Endpoint endpoint, Map<String, String> query, Function<JsonNode, T> reader, Payer payer) {
    return paid(new Call<>(endpoint, query, reader, payer, grant));
  }

  private <T> Uni<T> paid(Call<T> call) {
    return call.payer().charge(call.endpoint()).chain(() -> guarded(call, new Prepaid()));
  }

  private <T> Uni<T> guarded(Call<T> call, Prepaid prepaid) {
    return guard
        .send(call, prepaid)
        .onFailure()
        .transform(failure -> translate(call.endpoint(), failure))
        .onFailure(failure -> !prepaid.isUsed())
        .recoverWithUni(failure -> giveBack(call, failure));
  }

  /** A unit that cannot be given back counts as spent; the failure stays what it was. */
  private static <T> Uni<T> giveBack(Call<T> call, Throwable failure) {
    return call.payer()
        .giveBack(call.endpoint())
        .onFailure()
        .invoke(failure::addSuppressed)
        .onItemOrFailure()
        .transformToUni((done, lost) -> Uni.createFrom().failure(failure));
  }

  private Throwable translate(Endpoint endpoint, Throwable failure) {
    if (failure instanceof CircuitBreakerOpenException) {
      breaker.refused();
      metrics.refused(endpoint);
      return new YouTubeFailure.BreakerOpen();
    }
    if (failure instanceof RateLimitException limited) {
      metrics.heldBack(endpoint);
      long millis = limited.getRetryAfterMillis();
      return new YouTubeFailure.RateLimited(millis < 0 ? ONE_WINDOW : Duration.ofMillis(millis));
    }
    if (failure instanceof TimeoutException) {
      return new YouTubeFailure.Unavailable("YouTube did not answer in time", failure);
    }
    return failure;
  }
}
