package dev.reelport.imports;

import dev.reelport.connections.GrantFailure;
import dev.reelport.imports.Advance.Moment;
import dev.reelport.imports.Fetched.Details;
import dev.reelport.imports.Fetched.Failed;
import dev.reelport.imports.Fetched.Listing;
import dev.reelport.imports.StepReader.Single;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import dev.reelport.projects.UserVideo;
import dev.reelport.quota.Charge;
import dev.reelport.quota.Quota;
import dev.reelport.youtube.Asker;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import dev.reelport.youtube.VideoId;
import dev.reelport.youtube.YouTubeFailure;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Does single videos of all users together, as one step with one call, ahead of channels and
 * playlists; who has connected their own YouTube gets a call of their own. Each import ends, waits
 * or fails by itself; the one whose call it was pays.
 */
@ApplicationScoped
class Singles {

  private static final FieldLogger LOG = FieldLogger.of(Singles.class);

  /** Calls side by side: more make one round quicker, and hold up other calls of the instance. */
  private static final int AT_A_TIME = 8;

  private final StepReader reader;
  private final StepsFlow flow;
  private final Views views;
  private final StepWorker worker;
  private final Quota quota;
  private final ImportMetrics metrics;
  private final ImportsConfig config;

  Singles(
      StepReader reader,
      StepsFlow flow,
      Views views,
      StepWorker worker,
      Quota quota,
      ImportMetrics metrics,
      ImportsConfig config) {
    this.reader = reader;
    this.flow = flow;
    this.views = views;
    this.worker = worker;
    this.quota = quota;
    this.metrics = metrics;
    this.config = config;
  }

  /** An import in hand; what became of it is known at the end. */
  private record InHand(Single single, StepPayer payer, Optional<VideoWish> wish) {

    Import before() {
      return single.before();
    }

    int spent() {
      return payer.spent();
    }

    boolean isOwn() {
      return single.connected() && wish.isPresent();
    }
  }

  /**
   * Does what waits, the step's own import first, if it is one of a single video. It never fails:
   * what could not be written is free again when the claim on it ends.
   */
  Uni<Void> round(Step step) {
    return reader
        .singles(step.importId())
        .chain(taken -> taken.isEmpty() ? Uni.createFrom().voidItem() : timed(taken))
        .onFailure()
        .invoke(failure -> report(failure, step.importId()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> timed(List<Single> taken) {
    return metrics.timed(ImportMetrics.SINGLES, work(taken));
  }

  private Uni<StepOutcome> work(List<Single> taken) {
    List<InHand> hand = inHand(taken);
    return flow.enter()
        .chain(() -> fetch(hand))
        .onFailure()
        .recoverWithItem(failure -> replies(hand, failure))
        .map(Optional::of)
        .ifNoItem()
        .after(config.stepHardLimit())
        .recoverWithItem(Optional.empty())
        .chain(replies -> replies.map(r -> end(hand, r)).orElseGet(() -> timedOut(hand)));
  }

  // What a user wants twice is a duplicate the second time, and is not asked for again.
  private List<InHand> inHand(List<Single> taken) {
    Map<UserVideo, VideoWish> wishes = new HashMap<>();
    List<InHand> hand = new ArrayList<>();
    for (Single single : taken) {
      Import i = single.before();
      StepPayer payer = new StepPayer(quota, i.user(), StepWorker.priority(i.kind()));
      Asker asker = new Asker(i.user(), i.id().value(), i.times().createdAt(), payer);
      Optional<VideoWish> wish =
          single
              .open()
              .map(
                  id ->
                      wishes.computeIfAbsent(
                          new UserVideo(i.user(), id.value()), key -> new VideoWish(id, asker)));
      hand.add(new InHand(single, payer, wish));
    }
    return hand;
  }

  // What a user's own grant shows is asked for them alone, and never beside others' videos.
  private Uni<Map<VideoWish, VideoReply>> fetch(List<InHand> hand) {
    Map<UserId, List<InHand>> own =
        hand.stream()
            .filter(InHand::isOwn)
            .collect(Collectors.groupingBy(one -> one.before().user()));
    List<VideoWish> everybodys = wishes(hand.stream().filter(one -> !one.isOwn()).toList());
    List<Uni<Map<VideoWish, VideoReply>>> calls = new ArrayList<>();
    if (!everybodys.isEmpty()) {
      calls.add(views.everybodys().videos(everybodys, Singles::isPayersOwn));
    }
    own.forEach((user, ones) -> calls.add(fetch(user, wishes(ones))));
    return calls.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : Uni.join().all(calls).usingConcurrencyOf(AT_A_TIME).andFailFast().map(Singles::all);
  }

  private Uni<Map<VideoWish, VideoReply>> fetch(UserId user, List<VideoWish> wishes) {
    return views
        .of(user)
        .chain(view -> view.videos(wishes, Singles::isPayersOwn))
        .onFailure(GrantFailure.class)
        .recoverWithItem(failure -> OwnView.failed(wishes, failure));
  }

  private static Map<VideoWish, VideoReply> all(List<Map<VideoWish, VideoReply>> parts) {
    Map<VideoWish, VideoReply> all = new HashMap<>();
    parts.forEach(all::putAll);
    return all;
  }

  private static List<VideoWish> wishes(List<InHand> hand) {
    return hand.stream().flatMap(one -> one.wish().stream()).distinct().toList();
  }

  // The budget of one user is used up: that says nothing about the others.
  private static boolean isPayersOwn(Throwable failure) {
    return failure instanceof QuotaRefusedException refused && refused.by() == Charge.By.USER;
  }

  private static Map<VideoWish, VideoReply> replies(List<InHand> hand, Throwable failure) {
    return OwnView.failed(wishes(hand), failure);
  }

  private Uni<StepOutcome> timedOut(List<InHand> hand) {
    return inTurn(hand, one -> worker.timedOut(one.before(), one.payer()));
  }

  private Uni<StepOutcome> end(List<InHand> hand, Map<VideoWish, VideoReply> replies) {
    List<InHand> payersFirst = new ArrayList<>(hand);
    payersFirst.sort(Comparator.comparing(InHand::spent).reversed());
    InHand teller =
        payersFirst.stream()
            .filter(one -> fetched(one, replies).saysDayUsedUp())
            .findFirst()
            .orElse(payersFirst.get(0));
    return worker
        .moment(fetched(teller, replies), teller.payer())
        .chain(moment -> inTurn(payersFirst, one -> end(one, fetched(one, replies), moment)));
  }

  private Uni<StepOutcome> end(InHand one, Fetched fetched, Moment moment) {
    return worker.end(one.before(), one.payer(), fetched, moment);
  }

  private static Fetched fetched(InHand one, Map<VideoWish, VideoReply> replies) {
    return answered(one, replies).byGrant(one.isOwn());
  }

  private static Fetched answered(InHand one, Map<VideoWish, VideoReply> replies) {
    List<VideoId> settled = one.single().work().details();
    if (one.wish().isEmpty()) {
      return new Fetched(Listing.NONE, new Details(settled, Map.of(), Optional.empty()));
    }
    VideoReply reply = replies.get(one.wish().get());
    if (reply.video().isPresent()) {
      return new Fetched(
          Listing.NONE,
          new Details(
              settled,
              Map.of(reply.video().get().id().value(), reply.video().get()),
              Optional.empty()));
    }
    // A video asked for by name is the whole import: without it there is nothing to count.
    Throwable failure =
        reply.failure().orElseGet(() -> new YouTubeFailure.NotFound("YouTube has no such video"));
    return new Fetched(
        Listing.NONE,
        new Details(List.of(), Map.of(), Optional.of(new Failed(Judge.Call.DETAILS, failure))));
  }

  // What cannot be written of one is no reason to leave the others.
  private static Uni<StepOutcome> inTurn(
      List<InHand> hand, Function<InHand, Uni<StepOutcome>> work) {
    Uni<StepOutcome> done = Uni.createFrom().item(StepOutcome.UNWRITTEN);
    for (InHand one : hand) {
      done = done.chain(best -> tried(one, work).map(best::or));
    }
    return done;
  }

  private static Uni<StepOutcome> tried(InHand one, Function<InHand, Uni<StepOutcome>> work) {
    return work.apply(one)
        .onFailure()
        .invoke(failure -> report(failure, one.before().id()))
        .onFailure()
        .recoverWithItem(StepOutcome.UNWRITTEN);
  }

  private static void report(Throwable failure, ImportId id) {
    LOG.error(failure, "single video left to its lease", "import", id);
  }
}
