package dev.reelport.imports;

import dev.reelport.connections.ConnectedChannel;
import dev.reelport.connections.Connection;
import dev.reelport.connections.Connections;
import dev.reelport.platform.EventLoop;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Known;
import dev.reelport.projects.Projects;
import dev.reelport.youtube.Channel;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.OwnPage;
import dev.reelport.youtube.OwnPage.OwnVideo;
import dev.reelport.youtube.Payer;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.YouTube;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What users see of their own YouTube, by their grant. Each look is charged to who looks. */
@ApplicationScoped
public class OwnYouTube {

  private static final OwnPage NO_VIDEOS = new OwnPage(List.of(), Optional.empty());

  private final Views views;
  private final PaidLooks looks;
  private final Connections connections;
  private final Projects projects;
  private final Moments moments;
  private final Sessions sessions;

  OwnYouTube(
      Views views,
      PaidLooks looks,
      Connections connections,
      Projects projects,
      Moments moments,
      Sessions sessions) {
    this.views = views;
    this.looks = looks;
    this.connections = connections;
    this.projects = projects;
    this.moments = moments;
    this.sessions = sessions;
  }

  /**
   * A page of videos.
   *
   * @param next where the list goes on; empty at its end
   */
  public record Videos(List<OwnVideoView> videos, Optional<String> next) {}

  /** The user's channel. One unit; fails with {@link PreviewRefusal}. */
  public Uni<ConnectedChannel> channel(UserId user) {
    return look(user, payer -> views.own(user).chain(view -> mine(view, payer)));
  }

  /**
   * Videos of the user's channel, also those that only they see. One unit, the first time two;
   * fails with {@link PreviewRefusal}.
   *
   * @param from where the list goes on; empty for its beginning
   * @param most videos; a page never holds more than {@link YouTube#BATCH}
   */
  public Uni<Videos> videos(UserId user, Optional<String> from, int most) {
    return look(
            user,
            payer ->
                views
                    .own(user)
                    .chain(
                        view ->
                            channelOf(user, view, payer)
                                .chain(channel -> page(view, channel, from, most, payer))))
        .chain(page -> marked(user, page));
  }

  private interface Look<T> {
    Uni<T> by(Payer payer);
  }

  private <T> Uni<T> look(UserId user, Look<T> look) {
    return looks.look(
        user,
        payer ->
            look.by(payer)
                .onFailure(PreviewRefusals::isExpected)
                .transform(
                    failure -> PreviewRefusals.of(failure, TargetKind.CHANNEL, moments.now())));
  }

  private Uni<ConnectedChannel> mine(OwnView view, Payer payer) {
    return view.mine(payer)
        .map(found -> found.map(OwnYouTube::named).orElseThrow(OwnYouTube::noChannel))
        .call(channel -> EventLoop.here(connections.speaksFor(view.connection(), channel)));
  }

  private static ConnectedChannel named(Channel channel) {
    return new ConnectedChannel(channel.id().value(), channel.title());
  }

  private static YouTubeFailure noChannel() {
    return new YouTubeFailure.NotFound("The account has no channel");
  }

  private Uni<ConnectedChannel> channelOf(UserId user, OwnView view, Payer payer) {
    return EventLoop.here(connections.of(user))
        .map(found -> found.flatMap(Connection::channel))
        .chain(
            known ->
                known
                    .map(channel -> Uni.createFrom().item(channel))
                    .orElseGet(() -> mine(view, payer)));
  }

  private static Uni<OwnPage> page(
      OwnView view, ConnectedChannel channel, Optional<String> from, int most, Payer payer) {
    PlaylistId uploads = new ChannelId(channel.id()).uploads();
    return view.uploads(uploads, from, Math.min(most, YouTube.BATCH), payer)
        // YouTube: the uploads of a channel without public videos are "not found".
        .onFailure(YouTubeFailure.NotFound.class)
        .recoverWithItem(NO_VIDEOS);
  }

  private Uni<Videos> marked(UserId user, OwnPage page) {
    List<String> ids = page.videos().stream().map(video -> video.id().value()).toList();
    return sessions
        .ofUser(user, session -> projects.known(session, user, ids))
        .map(
            known ->
                new Videos(
                    page.videos().stream().map(video -> view(video, known)).toList(),
                    page.nextPageToken()));
  }

  private static OwnVideoView view(OwnVideo video, Map<String, Known> known) {
    String id = video.id().value();
    Optional<Known> had = Optional.ofNullable(known.get(id));
    return new OwnVideoView(
        id,
        video.title(),
        video.publishedAt().orElse(null),
        video.privacy().name().toLowerCase(Locale.ROOT),
        had.flatMap(Known::projectId).isPresent(),
        had.flatMap(Known::projectId).orElse(null));
  }
}
