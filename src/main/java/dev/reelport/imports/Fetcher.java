package dev.reelport.imports;

import dev.reelport.connections.GrantFailure;
import dev.reelport.imports.Fetched.Details;
import dev.reelport.imports.Fetched.Failed;
import dev.reelport.imports.Fetched.Listing;
import dev.reelport.imports.ImportPlan.ListPage;
import dev.reelport.imports.ImportPlan.Work;
import dev.reelport.imports.StepReader.Ready;
import dev.reelport.youtube.Asker;
import dev.reelport.youtube.Breaker;
import dev.reelport.youtube.Channel;
import dev.reelport.youtube.ChannelRef;
import dev.reelport.youtube.Payer;
import dev.reelport.youtube.SharedYouTube;
import dev.reelport.youtube.SharedYouTube.Fit;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import dev.reelport.youtube.Video;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Asks YouTube for what a step needs: the page and the details side by side. */
@ApplicationScoped
class Fetcher {

  private final SharedYouTube youTube;
  private final Views views;
  private final Breaker breaker;
  private final ChannelCache cache;
  private final Transactions transactions;
  private final InstantSource clock;

  Fetcher(
      SharedYouTube youTube,
      Views views,
      Breaker breaker,
      ChannelCache cache,
      Transactions transactions,
      InstantSource clock) {
    this.youTube = youTube;
    this.views = views;
    this.breaker = breaker;
    this.cache = cache;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What YouTube answered; a failed call is part of the answer.
   *
   * @param deadline no page is asked for after this
   */
  Uni<Fetched> fetch(Ready ready, Payer payer, Instant deadline) {
    return views
        .of(ready.before().user(), ready.connected())
        .chain(view -> fetch(ready, view, payer, deadline))
        .onFailure(GrantFailure.class)
        .recoverWithItem(Fetched::withoutToken);
  }

  private Uni<Fetched> fetch(Ready ready, View view, Payer payer, Instant deadline) {
    Import i = ready.before();
    Asker asker = new Asker(i.user(), i.id().value(), i.times().createdAt(), payer);
    Uni<Listing> listing = listing(i.cursor(), ready.work(), view, asker, deadline);
    Uni<Details> details = details(ready.work().details(), ready.known(), view, asker);
    return fetch(listing, details).map(fetched -> fetched.byGrant(view.isOwn()));
  }

  private Uni<Fetched> fetch(Uni<Listing> listing, Uni<Details> details) {
    // While the breaker lets one call through, the second of two at once would be refused.
    return breaker.state() == Breaker.State.CLOSED
        ? Uni.combine().all().unis(listing, details).with(Fetched::new)
        : listing.chain(listed -> details.map(found -> new Fetched(listed, found)));
  }

  private Uni<Listing> listing(Cursor cursor, Work work, View view, Asker asker, Instant deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              if (work.lookup().isPresent()) {
                return lookup(cursor, work.lookup().get(), view, asker, deadline);
              }
              return work.page()
                  .map(page -> page(Optional.empty(), false, page, fit(cursor), view, asker))
                  .orElseGet(() -> Uni.createFrom().item(Listing.NONE));
            });
  }

  private static Fit fit(Cursor cursor) {
    Instant notBefore = cursor.notBefore() == null ? Instant.EPOCH : cursor.notBefore();
    boolean first = cursor.pageToken() == null || cursor.lastPage() == null;
    return new Fit(
        notBefore, first ? OptionalInt.empty() : OptionalInt.of(cursor.lastPage().total()));
  }

  // Who a channel is, is told to everybody: no grant says more.
  private Uni<Listing> lookup(
      Cursor cursor, ChannelRef ref, View view, Asker asker, Instant deadline) {
    return transactions
        .read(session -> cache.find(session, ref))
        .chain(cached -> resolve(cached, ref, asker))
        .chain(
            found ->
                clock.instant().isAfter(deadline)
                    ? Uni.createFrom().item(found.withoutPage())
                    : page(
                        Optional.of(found.channel()),
                        found.fresh(),
                        new ListPage(found.channel().uploads(), Optional.empty()),
                        fit(cursor),
                        view,
                        asker))
        .onFailure()
        .recoverWithItem(
            failure ->
                Listing.failed(Optional.empty(), false, new Failed(Judge.Call.LOOKUP, failure)));
  }

  /**
   * A channel, and whether YouTube was asked for it just now.
   *
   * @param fresh false if it came from the cache
   */
  record Resolved(Channel channel, boolean fresh) {
    Listing withoutPage() {
      return new Listing(Optional.of(channel), fresh, Optional.empty(), false, Optional.empty());
    }
  }

  /** The channel that was in the cache, else YouTube's; fails with NotFound if there is none. */
  Uni<Resolved> resolve(Optional<Channel> cached, ChannelRef ref, Asker asker) {
    return cached
        .map(channel -> Uni.createFrom().item(new Resolved(channel, false)))
        .orElseGet(() -> ask(ref, asker));
  }

  private Uni<Resolved> ask(ChannelRef ref, Asker asker) {
    return youTube
        .channel(ref, asker)
        .map(
            found ->
                found.orElseThrow(() -> new YouTubeFailure.NotFound("YouTube has no such channel")))
        .map(channel -> new Resolved(channel, true));
  }

  private Uni<Listing> page(
      Optional<Channel> channel, boolean fresh, ListPage page, Fit fit, View view, Asker asker) {
    Judge.Call call = page.token().isEmpty() ? Judge.Call.FIRST_PAGE : Judge.Call.LATER_PAGE;
    return view.page(page.playlist(), page.token(), fit, asker)
        .map(
            shared ->
                new Listing(
                    channel, fresh, Optional.of(shared.page()), shared.reused(), Optional.empty()))
        .onFailure()
        .recoverWithItem(failure -> Listing.failed(channel, fresh, new Failed(call, failure)));
  }

  private Uni<Details> details(List<VideoId> due, Set<String> known, View view, Asker asker) {
    List<VideoWish> wishes =
        due.stream()
            .filter(id -> !known.contains(id.value()))
            .map(id -> new VideoWish(id, asker))
            .toList();
    return wishes.isEmpty()
        ? Uni.createFrom().item(new Details(due, Map.of(), Optional.empty()))
        : Uni.createFrom()
            .deferred(() -> view.videos(wishes, failure -> false))
            .map(replies -> details(due, replies));
  }

  private static Details details(List<VideoId> due, Map<VideoWish, VideoReply> replies) {
    Map<String, Video> found = new HashMap<>();
    Set<VideoId> unsettled = new HashSet<>();
    Optional<Failed> failed = Optional.empty();
    for (Map.Entry<VideoWish, VideoReply> entry : replies.entrySet()) {
      VideoReply reply = entry.getValue();
      reply.video().ifPresent(video -> found.put(video.id().value(), video));
      if (reply.failure().isPresent()) {
        unsettled.add(entry.getKey().id());
        failed = Optional.of(new Failed(Judge.Call.DETAILS, reply.failure().get()));
      }
    }
    List<VideoId> settled = due.stream().filter(id -> !unsettled.contains(id)).toList();
    return new Details(settled, found, failed);
  }
}
