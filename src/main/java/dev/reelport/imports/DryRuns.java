package dev.reelport.imports;

import dev.reelport.imports.DryRun.Look;
import dev.reelport.imports.Sorting.Sorted;
import dev.reelport.platform.Sessions;
import dev.reelport.platform.UserId;
import dev.reelport.projects.Known;
import dev.reelport.projects.Projects;
import dev.reelport.youtube.Asker;
import dev.reelport.youtube.ListedVideo;
import dev.reelport.youtube.SharedYouTube.Fit;
import dev.reelport.youtube.SharedYouTube.SharedPage;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.VideoPage;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows what a run would take of the newest videos of its list, by the rules it would follow. */
@ApplicationScoped
public class DryRuns {

  private static final VideoPage NO_VIDEOS = new VideoPage(List.of(), Optional.empty(), 0);

  private final Views views;
  private final Projects projects;
  private final PaidLooks looks;
  private final Moments moments;
  private final Sessions sessions;

  DryRuns(Views views, Projects projects, PaidLooks looks, Moments moments, Sessions sessions) {
    this.views = views;
    this.projects = projects;
    this.looks = looks;
    this.moments = moments;
    this.sessions = sessions;
  }

  /** Looks at the first page: at most 2 units, charged to the user. Fails as previews do. */
  public Uni<DryRun> of(Run run) {
    Import i = Import.queued(run, moments.now().now());
    return looks
        .look(i.user(), payer -> look(i, run, payer))
        .onFailure(PreviewRefusals::isExpected)
        .transform(failure -> PreviewRefusals.of(failure, i.kind(), moments.now()));
  }

  private Uni<DryRun> look(Import i, Run run, StepPayer payer) {
    Asker asker = new Asker(i.user(), i.id().value(), moments.now().now(), payer);
    return views
        .of(i.user())
        .chain(
            view ->
                view.page(run.list(), Optional.empty(), Fit.ANY, asker)
                    .map(SharedPage::page)
                    .onFailure(failure -> isEmptyChannel(failure, i))
                    .recoverWithItem(NO_VIDEOS)
                    .chain(page -> sorted(i, page, view, asker)));
  }

  // YouTube: the uploads of a channel without public videos are "not found".
  private static boolean isEmptyChannel(Throwable failure, Import i) {
    return failure instanceof YouTubeFailure.NotFound && i.kind() == TargetKind.CHANNEL;
  }

  private Uni<DryRun> sorted(Import i, VideoPage page, View view, Asker asker) {
    List<String> ids = page.videos().stream().map(ListedVideo::id).map(VideoId::value).toList();
    return known(i.user(), ids)
        .chain(
            known -> {
              Sorted listed = Sorting.page(i, page.videos(), known, Set.of());
              return details(listed.wanted(), view, asker)
                  .map(found -> dryRun(page, listed, details(i, listed, found, known), found));
            });
  }

  private Uni<Map<String, Known>> known(UserId user, List<String> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : sessions.ofUser(user, session -> projects.known(session, user, ids));
  }

  private static Sorted details(
      Import i, Sorted listed, Map<String, Video> found, Map<String, Known> known) {
    return Sorting.details(i, listed.wanted().stream().map(VideoId::new).toList(), found, known);
  }

  private static Uni<Map<String, Video>> details(List<String> ids, View view, Asker asker) {
    List<VideoWish> wishes = ids.stream().map(id -> new VideoWish(new VideoId(id), asker)).toList();
    return wishes.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : view.videos(wishes, failure -> false).map(DryRuns::found);
  }

  private static Map<String, Video> found(Map<VideoWish, VideoReply> replies) {
    Map<String, Video> found = new HashMap<>();
    replies
        .values()
        .forEach(
            reply -> {
              reply.failure().ifPresent(DryRuns::rethrow);
              reply.video().ifPresent(video -> found.put(video.id().value(), video));
            });
    return found;
  }

  private static void rethrow(Throwable failure) {
    throw failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }

  private static DryRun dryRun(
      VideoPage page, Sorted listed, Sorted detailed, Map<String, Video> found) {
    return DryRun.of(
        page.totalResults(),
        new Look(listed.decided(), detailed.decided(), detailed.accepted()),
        found);
  }
}
