package dev.reelport.sources;

import dev.reelport.platform.Sessions;
import dev.reelport.sources.Logbook.News;
import dev.reelport.sources.Sighting.Marks;
import dev.reelport.sources.Sighting.SeenVideo;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.PlaylistId;
import dev.reelport.youtube.VideoId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What the hub tells: of new videos every follower learns, of others that they may have changed.
 */
@ApplicationScoped
class PushNews {

  private final Logbook logbook;
  private final CheckStore checks;
  private final ListStore lists;
  private final Tally tally;
  private final VideoHints hints;
  private final Sessions sessions;
  private final InstantSource clock;

  PushNews(
      Logbook logbook,
      CheckStore checks,
      ListStore lists,
      Tally tally,
      VideoHints hints,
      Sessions sessions,
      InstantSource clock) {
    this.logbook = logbook;
    this.checks = checks;
    this.lists = lists;
    this.tally = tally;
    this.hints = hints;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * A video that is there.
   *
   * @param changed whether this was not told before
   */
  record Entry(VideoId video, Optional<Instant> published, boolean changed) {}

  /** Takes a notification; all of it may be repeated. */
  Uni<Void> take(ChannelId channel, List<Entry> entries, List<VideoId> gone) {
    PlaylistId list = channel.uploads();
    List<SeenVideo> seen =
        entries.stream().map(entry -> new SeenVideo(entry.video(), entry.published())).toList();
    Uni<News> fresh =
        seen.isEmpty()
            ? Uni.createFrom().item(News.NONE)
            : logbook.news(Map.of(list, seen)).map(all -> all.getOrDefault(list, News.NONE));
    return fresh.chain(
        unknown -> {
          List<SeenVideo> news =
              seen.stream().filter(one -> unknown.toSome().contains(one.id())).toList();
          Set<VideoId> changed = new LinkedHashSet<>(gone);
          entries.stream()
              .filter(entry -> entry.changed() && !unknown.toSome().contains(entry.video()))
              .map(Entry::video)
              .forEach(changed::add);
          return told(list, news).chain(() -> hinted(list, new ArrayList<>(changed)));
        });
  }

  private Uni<Void> told(PlaylistId list, List<SeenVideo> news) {
    Instant now = clock.instant();
    if (news.isEmpty()) {
      tally.checked(Rung.PUSH, "nothing");
      return Uni.createFrom().voidItem();
    }
    tally.checked(Rung.PUSH, "fresh");
    news.stream()
        .flatMap(one -> one.publishedAt().stream())
        .filter(at -> !at.isAfter(now))
        .forEach(at -> tally.discovered(Rung.PUSH, Duration.between(at, now)));
    return logbook
        .seen(new Sighting(list, news, Rung.PUSH, now, Marks.NONE))
        .chain(() -> sessions.ofWorker(session -> lists.saw(session, list, news.size())));
  }

  private Uni<Void> hinted(PlaylistId list, List<VideoId> videos) {
    if (videos.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return sessions.ofWorker(
        session ->
            checks.due(session, list, clock.instant()).chain(() -> changed(session, videos)));
  }

  private Uni<Void> changed(Mutiny.Session session, List<VideoId> videos) {
    return Multi.createFrom()
        .iterable(videos)
        .onItem()
        .transformToUniAndConcatenate(
            video -> hints.changed(session, video).replaceWith(Boolean.TRUE))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
