package dev.reelport.imports;

import dev.reelport.connections.AccessToken;
import dev.reelport.connections.AccessTokens;
import dev.reelport.connections.ConnectionId;
import dev.reelport.platform.UserId;
import dev.reelport.youtube.Asker;
import dev.reelport.youtube.Channel;
import dev.reelport.youtube.OwnPage;
import dev.reelport.youtube.Payer;
import dev.reelport.youtube.Playlist;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.SharedYouTube.Fit;
import dev.reelport.youtube.SharedYouTube.SharedPage;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.YouTube;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What one user sees by their own grant: asked for them alone, kept nowhere. A token that YouTube
 * does not take is renewed once. Also fails with {@link dev.reelport.connections.GrantFailure}.
 */
final class OwnView implements View {

  private final YouTube youTube;
  private final AccessTokens tokens;
  private final UserId user;
  private final AccessToken token;

  OwnView(YouTube youTube, AccessTokens tokens, UserId user, AccessToken token) {
    this.youTube = youTube;
    this.tokens = tokens;
    this.user = user;
    this.token = token;
  }

  @Override
  public boolean isOwn() {
    return true;
  }

  /** Whose grant it is. */
  ConnectionId connection() {
    return token.connection();
  }

  /** The user's own channel, if they have one. */
  Uni<Optional<Channel>> mine(Payer payer) {
    return ask(own -> own.mine(payer));
  }

  /** A page of the user's own uploads. */
  Uni<OwnPage> uploads(PlaylistId id, Optional<String> pageToken, int most, Payer payer) {
    return ask(own -> own.own(id, pageToken, most, payer));
  }

  @Override
  public Uni<Optional<Playlist>> playlist(PlaylistId id, Asker asker) {
    return ask(own -> own.playlist(id, asker.payer()));
  }

  @Override
  public Uni<SharedPage> page(PlaylistId id, Optional<String> pageToken, Fit fit, Asker asker) {
    return ask(own -> own.page(id, pageToken, asker.payer()))
        .map(page -> new SharedPage(page, false));
  }

  @Override
  public Uni<Map<VideoWish, VideoReply>> videos(
      List<VideoWish> wishes, Predicate<Throwable> payersOwn) {
    Payer payer = wishes.get(0).asker().payer();
    List<VideoId> ids = wishes.stream().map(VideoWish::id).distinct().toList();
    return ask(own -> own.videos(ids, payer))
        .map(videos -> replies(wishes, videos))
        .onFailure()
        .recoverWithItem(failure -> failed(wishes, failure));
  }

  private static Map<VideoWish, VideoReply> replies(List<VideoWish> wishes, List<Video> videos) {
    Map<VideoId, Video> found =
        videos.stream().collect(Collectors.toMap(Video::id, Function.identity()));
    Map<VideoWish, VideoReply> replies = new HashMap<>();
    wishes.forEach(
        wish ->
            replies.put(
                wish, new VideoReply(Optional.ofNullable(found.get(wish.id())), Optional.empty())));
    return replies;
  }

  /** The replies where none could be had. */
  static Map<VideoWish, VideoReply> failed(List<VideoWish> wishes, Throwable failure) {
    VideoReply failed = new VideoReply(Optional.empty(), Optional.of(failure));
    return wishes.stream()
        .distinct()
        .collect(Collectors.toMap(Function.identity(), wish -> failed));
  }

  private <T> Uni<T> ask(Function<YouTube, Uni<T>> call) {
    return call.apply(youTube.withGrant(token.value()))
        .onFailure(YouTubeFailure.TokenRefused.class)
        .recoverWithUni(() -> askAgain(call));
  }

  private <T> Uni<T> askAgain(Function<YouTube, Uni<T>> call) {
    return tokens
        .refused(token)
        .chain(() -> tokens.of(user))
        .chain(renewed -> call.apply(youTube.withGrant(renewed.value())));
  }
}
