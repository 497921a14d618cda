package dev.reelport.upkeep;

import dev.reelport.connections.AccessToken;
import dev.reelport.connections.AccessTokens;
import dev.reelport.connections.GrantFailure;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Viewer;
import dev.reelport.youtube.Payer;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.YouTube;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/**
 * Asks YouTube about videos as their viewer sees them. What only a user's grant shows is asked for
 * by that grant, so that nobody takes it for gone.
 */
@ApplicationScoped
class Lookout {

  private final YouTube youTube;
  private final AccessTokens tokens;

  Lookout(YouTube youTube, AccessTokens tokens) {
    this.youTube = youTube;
    this.tokens = tokens;
  }

  /**
   * What YouTube shows of at most {@link YouTube#BATCH} videos of one viewer. Counters come from
   * their own bucket; what has none is asked for by name, so that two calls agree on it. Fails as
   * {@link YouTube} does, or with {@link GrantFailure.Unavailable}.
   *
   * @param details whether to ask for everything right away
   */
  Uni<Sight> look(Viewer viewer, List<Life> lives, boolean details, Payer payer) {
    Function<YouTube, Uni<Sight>> ask =
        api -> details ? describe(api, lives, payer) : count(api, lives, payer);
    return viewer.user().map(user -> byGrant(user, ask)).orElseGet(() -> ask.apply(youTube));
  }

  private static Uni<Sight> count(YouTube api, List<Life> lives, Payer payer) {
    return api.stats(ids(lives), payer)
        .map(Sight::counted)
        .chain(
            sight -> {
              // Of what is gone for certain, counters are enough to tell that it is back.
              List<Life> open =
                  sight.missing(lives).stream().filter(life -> !life.isGone()).toList();
              return open.isEmpty()
                  ? Uni.createFrom().item(sight)
                  : api.videos(ids(open), payer).map(sight::described);
            });
  }

  private static Uni<Sight> describe(YouTube api, List<Life> lives, Payer payer) {
    return api.videos(ids(lives), payer).map(Sight.counted(List.of())::described);
  }

  private Uni<Sight> byGrant(UserId user, Function<YouTube, Uni<Sight>> ask) {
    return tokens
        .of(user)
        .chain(token -> byToken(user, token, ask))
        .onFailure(Lookout::hasNoGrant)
        .recoverWithUni(() -> ask.apply(youTube).map(Sight::uncertain));
  }

  private Uni<Sight> byToken(UserId user, AccessToken token, Function<YouTube, Uni<Sight>> ask) {
    return ask.apply(youTube.withGrant(token.value()))
        .onFailure(YouTubeFailure.TokenRefused.class)
        .recoverWithUni(
            () ->
                tokens
                    .refused(token)
                    .chain(() -> tokens.of(user))
                    .chain(renewed -> ask.apply(youTube.withGrant(renewed.value()))));
  }

  private static boolean hasNoGrant(Throwable failure) {
    return failure instanceof GrantFailure.NotConnected
        || failure instanceof GrantFailure.NeedsReconnect;
  }

  private static List<VideoId> ids(List<Life> lives) {
    return lives.stream().map(life -> new VideoId(life.videoId())).toList();
  }
}
