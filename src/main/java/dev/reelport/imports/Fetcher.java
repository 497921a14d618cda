package dev.reelport.imports;

import dev.reelport.imports.Fetched.Details;
import dev.reelport.imports.Fetched.Failed;
import dev.reelport.imports.Fetched.Listing;
import dev.reelport.imports.ImportPlan.ListPage;
import dev.reelport.imports.ImportPlan.Work;
import dev.reelport.youtube.Channel;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.Payer;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.YouTube;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Asks YouTube for what a step needs: the page and the details side by side. */
@ApplicationScoped
class Fetcher {

  private final YouTube youTube;
  private final ChannelCache cache;
  private final Mutiny.SessionFactory sessions;
  private final ImportsConfig config;
  private final InstantSource clock;

  Fetcher(
      YouTube youTube,
      ChannelCache cache,
      Mutiny.SessionFactory sessions,
      ImportsConfig config,
      InstantSource clock) {
    this.youTube = youTube;
    this.cache = cache;
    this.sessions = sessions;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What YouTube answered; a failed call is part of the answer.
   *
   * @param known ids that became the user's since they were listed: they are not asked for
   * @param deadline no page is asked for after this
   */
  Uni<Fetched> fetch(Import i, Work work, Set<String> known, Payer payer, Instant deadline) {
    return Uni.combine()
        .all()
        .unis(listing(work, payer, deadline), details(i, work.details(), known, payer))
        .with(Fetched::new);
  }

  private Uni<Listing> listing(Work work, Payer payer, Instant deadline) {
    if (work.lookup().isPresent()) {
      return lookup(work.lookup().get(), payer, deadline);
    }
    return work.page()
        .map(page -> page(Optional.empty(), false, page, payer))
        .orElseGet(() -> Uni.createFrom().item(Listing.NONE));
  }

  private Uni<Listing> lookup(ChannelRef ref, Payer payer, Instant deadline) {
    return resolve(ref, payer)
        .chain(
            found ->
                clock.instant().isAfter(deadline)
                    ? Uni.createFrom().item(found.withoutPage())
                    : page(
                        Optional.of(found.channel()),
                        found.fresh(),
                        new ListPage(found.channel().uploads(), Optional.empty()),
                        payer))
        .onFailure()
        .recoverWithItem(
            failure ->
                new Listing(
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.of(new Failed(Judge.Call.LOOKUP, failure))));
  }

  /**
   * A channel, and whether YouTube was asked for it just now.
   *
   * @param fresh false if it came from the cache
   */
  record Resolved(Channel channel, boolean fresh) {
    Listing withoutPage() {
      return new Listing(Optional.of(channel), fresh, Optional.empty(), Optional.empty());
    }
  }

  /** The channel from the cache, else from YouTube; fails with NotFound if there is none. */
  Uni<Resolved> resolve(ChannelRef ref, Payer payer) {
    Instant since = clock.instant().minus(config.channelCache());
    return sessions
        .withSession(session -> cache.find(session, ref, since))
        .chain(
            cached ->
                cached
                    .map(channel -> Uni.createFrom().item(new Resolved(channel, false)))
                    .orElseGet(() -> ask(ref, payer)));
  }

  private Uni<Resolved> ask(ChannelRef ref, Payer payer) {
    return youTube
        .channel(ref, payer)
        .map(
            found ->
                found.orElseThrow(() -> new YouTubeFailure.NotFound("YouTube has no such channel")))
        .map(channel -> new Resolved(channel, true));
  }

  private Uni<Listing> page(Optional<Channel> channel, boolean fresh, ListPage page, Payer payer) {
    Judge.Call call = page.token().isEmpty() ? Judge.Call.FIRST_PAGE : Judge.Call.LATER_PAGE;
    return youTube
        .page(page.playlist(), page.token(), payer)
        .map(answer -> new Listing(channel, fresh, Optional.of(answer), Optional.empty()))
        .onFailure()
        .recoverWithItem(
            failure ->
                new Listing(
                    channel, fresh, Optional.empty(), Optional.of(new Failed(call, failure))));
  }

  private Uni<Details> details(Import i, List<VideoId> due, Set<String> known, Payer payer) {
    List<VideoId> asked = due.stream().filter(id -> !known.contains(id.value())).toList();
    if (asked.isEmpty()) {
      return Uni.createFrom().item(new Details(due, Map.of(), Optional.empty()));
    }
    return youTube
        .videos(asked, payer)
        .invoke(videos -> requireNamed(i, videos))
        .map(videos -> new Details(due, byId(videos), Optional.empty()))
        .onFailure()
        .recoverWithItem(
            failure ->
                new Details(
                    List.of(), Map.of(), Optional.of(new Failed(Judge.Call.DETAILS, failure))));
  }

  // A video asked for by name is the whole import: without it there is nothing to count.
  private static void requireNamed(Import i, List<Video> videos) {
    if (i.kind() == TargetKind.VIDEO && videos.isEmpty()) {
      throw new YouTubeFailure.NotFound("YouTube has no such video");
    }
  }

  private static Map<String, Video> byId(List<Video> videos) {
    return videos.stream().collect(Collectors.toMap(v -> v.id().value(), Function.identity()));
  }
}
