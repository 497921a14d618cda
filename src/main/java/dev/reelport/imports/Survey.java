package dev.reelport.imports;

import dev.reelport.imports.Fetcher.Resolved;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Known;
import dev.reelport.projects.Projects;
import dev.reelport.youtube.Asker;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.SharedYouTube.Fit;
import dev.reelport.youtube.SharedYouTube.SharedPage;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import dev.reelport.youtube.Target;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Looks at a target as far as its first page. */
@ApplicationScoped
class Survey {

  private static final VideoPage NO_VIDEOS = new VideoPage(List.of(), Optional.empty(), 0);

  private final Views views;
  private final Fetcher fetcher;
  private final ChannelCache channels;
  private final Projects projects;
  private final Sessions sessions;
  private final InstantSource clock;

  Survey(
      Views views,
      Fetcher fetcher,
      ChannelCache channels,
      Projects projects,
      Sessions sessions,
      InstantSource clock) {
    this.views = views;
    this.fetcher = fetcher;
    this.channels = channels;
    this.projects = projects;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * What there is.
   *
   * @param page the first page; empty for a single video
   * @param duplicates how many of the videos the user has, as far as known without paying for it
   */
  record Sight(String title, Optional<VideoPage> page, long duplicates) {}

  /**
   * Fails with YouTubeFailure.NotFound where there is nothing, or nothing to be seen, and with
   * GrantFailure if the user's grant is no good.
   */
  Uni<Sight> look(Target target, Asker asker) {
    return views.of(asker.user()).chain(view -> look(target, view, asker));
  }

  private Uni<Sight> look(Target target, View view, Asker asker) {
    if (target instanceof Target.Video video) {
      return video(video.id(), view, asker);
    }
    return target instanceof Target.Playlist playlist
        ? playlist(playlist.id(), view, asker)
        : channel(((Target.Channel) target).ref(), view, asker);
  }

  private Uni<Sight> video(VideoId id, View view, Asker asker) {
    VideoWish wish = new VideoWish(id, asker);
    return view.videos(List.of(wish), failure -> false)
        .chain(replies -> video(replies.get(wish)))
        .chain(
            video ->
                countKnown(asker.user(), List.of(id.value()))
                    .map(known -> new Sight(video.title(), Optional.empty(), known)));
  }

  private static Uni<Video> video(VideoReply reply) {
    return reply.failure().isPresent()
        ? Uni.createFrom().failure(reply.failure().get())
        : Uni.createFrom().item(() -> reply.video().orElseThrow(Survey::nothing));
  }

  private Uni<Sight> playlist(PlaylistId id, View view, Asker asker) {
    return view.playlist(id, asker)
        .map(found -> found.orElseThrow(Survey::nothing))
        .chain(
            playlist ->
                firstPage(id, view, asker)
                    .chain(
                        page ->
                            countKnown(asker.user(), ids(page))
                                .map(
                                    known ->
                                        new Sight(playlist.title(), Optional.of(page), known))));
  }

  private static Uni<VideoPage> firstPage(PlaylistId id, View view, Asker asker) {
    return view.page(id, Optional.empty(), Fit.ANY, asker).map(SharedPage::page);
  }

  /** Which list a target stands for; fails as {@link #look}, and for a video by itself. */
  Uni<FoundList> list(Target target, Asker asker) {
    return target instanceof Target.Playlist playlist
        ? views
            .of(asker.user())
            .chain(view -> view.playlist(playlist.id(), asker))
            .map(found -> found.orElseThrow(Survey::nothing))
            .map(found -> FoundList.of(playlist.id(), Optional.of(found.title())))
        : resolved(((Target.Channel) target).ref(), asker)
            .map(found -> FoundList.of(found.channel()));
  }

  private Uni<Resolved> resolved(ChannelRef ref, Asker asker) {
    return sessions
        .ofUser(asker.user(), session -> channels.find(session, ref))
        .chain(cached -> fetcher.resolve(cached, ref, asker))
        .call(found -> keep(asker.user(), ref, found));
  }

  private Uni<Sight> channel(ChannelRef ref, View view, Asker asker) {
    return resolved(ref, asker)
        .chain(
            found ->
                firstPage(found.channel().uploads(), view, asker)
                    // YouTube: the uploads of a channel without public videos are "not found".
                    .onFailure(YouTubeFailure.NotFound.class)
                    .recoverWithItem(NO_VIDEOS)
                    .chain(
                        page ->
                            projects
                                .countOfChannel(asker.user(), found.channel().id().value())
                                .map(
                                    known ->
                                        new Sight(
                                            found.channel().title(), Optional.of(page), known))));
  }

  private Uni<Void> keep(UserId user, ChannelRef ref, Resolved found) {
    return found.fresh()
        ? sessions.ofUser(
            user, session -> channels.put(session, ref, found.channel(), clock.instant()))
        : Uni.createFrom().voidItem();
  }

  private Uni<Long> countKnown(UserId user, List<String> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(0L)
        : sessions
            .ofUser(user, session -> projects.known(session, user, ids))
            .map(known -> known.values().stream().filter(Survey::isProject).count());
  }

  private static boolean isProject(Known known) {
    return known.projectId().isPresent();
  }

  private static List<String> ids(VideoPage page) {
    return page.videos().stream().map(video -> video.id().value()).distinct().toList();
  }

  private static YouTubeFailure nothing() {
    return new YouTubeFailure.NotFound("YouTube knows nothing under this address");
  }
}
