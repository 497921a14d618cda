package dev.reelport.youtube;

import dev.reelport.youtube.RecentAnswers.Answer;
import dev.reelport.youtube.RecentAnswers.Taken;
import dev.reelport.youtube.RecentAnswers.Wish;
import dev.reelport.youtube.SharedYouTube.VideoReply;
import dev.reelport.youtube.SharedYouTube.VideoWish;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Many wishes for videos, answered together. Made for one use. */
final class VideoRound {

  private final YouTube youTube;
  private final RecentAnswers recent;
  private final InstantSource clock;
  private final Predicate<Throwable> payersOwn;
  private final Patience patience;
  private final Map<VideoWish, VideoReply> replies = new LinkedHashMap<>();
  private List<VideoWish> open = List.of();

  VideoRound(
      YouTube youTube, RecentAnswers recent, InstantSource clock, Predicate<Throwable> payersOwn) {
    this.youTube = youTube;
    this.recent = recent;
    this.clock = clock;
    this.payersOwn = payersOwn;
    this.patience = new Patience(clock, recent.claim());
  }

  Uni<Map<VideoWish, VideoReply>> fetch(List<VideoWish> wishes) {
    open = wishes;
    return look().replaceWith(replies);
  }

  private Uni<Void> look() {
    if (open.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return recent
        .take(open.stream().map(VideoRound::wish).toList(), patience.hasWaited())
        .chain(taken -> ask(sort(taken)))
        .chain(this::waitForOthers);
  }

  private Uni<Void> waitForOthers() {
    if (open.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return patience.isOver() ? ask(open) : patience.moment().chain(this::look);
  }

  /** Notes what was found, and answers what is to be asked for. */
  private List<VideoWish> sort(List<Taken> taken) {
    List<VideoWish> mine = new ArrayList<>();
    for (int n = 0; n < taken.size(); n++) {
      VideoWish wish = open.get(n);
      if (taken.get(n) instanceof Taken.Found found) {
        Optional<Video> video = found.json().flatMap(json -> AnswerJson.read(json, Video.class));
        if (video.isPresent() || found.json().isEmpty()) {
          replies.put(wish, new VideoReply(video, Optional.empty()));
        } else {
          mine.add(wish);
        }
      } else if (taken.get(n) instanceof Taken.Mine) {
        mine.add(wish);
      }
    }
    closeReplied();
    return mine;
  }

  private Uni<Void> ask(List<VideoWish> wishes) {
    if (wishes.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Asker payer = wishes.get(0).asker();
    List<VideoId> ids = wishes.stream().map(VideoWish::id).distinct().toList();
    Instant at = clock.instant();
    return youTube
        .videos(ids, payer.payer())
        .onCancellation()
        .call(() -> letGo(wishes))
        .call(videos -> recent.keep(at, reply(ids, videos)))
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(failure -> refused(wishes, payer, failure));
  }

  /** Gives the videos to all who want them, and answers what is to be kept. */
  private List<Answer> reply(List<VideoId> ids, List<Video> videos) {
    Map<VideoId, Video> byId =
        videos.stream().collect(Collectors.toMap(Video::id, Function.identity()));
    Map<VideoId, List<Asker>> askers = new LinkedHashMap<>();
    ids.forEach(id -> askers.put(id, new ArrayList<>()));
    for (VideoWish wish : open) {
      if (askers.containsKey(wish.id())) {
        askers.get(wish.id()).add(wish.asker());
        replies.put(
            wish, new VideoReply(Optional.ofNullable(byId.get(wish.id())), Optional.empty()));
      }
    }
    closeReplied();
    return ids.stream()
        .map(
            id ->
                new Answer(
                    key(id),
                    Optional.ofNullable(byId.get(id)).map(AnswerJson::write),
                    askers.get(id)))
        .toList();
  }

  private Uni<Void> refused(List<VideoWish> wishes, Asker payer, Throwable failure) {
    List<VideoWish> others = wishes.stream().filter(wish -> !wish.asker().equals(payer)).toList();
    if (!others.isEmpty() && isAboutOneOf(failure)) {
      return inTurn(wishes);
    }
    boolean nextMayPay = payersOwn.test(failure);
    List<VideoWish> failed =
        nextMayPay ? wishes.stream().filter(wish -> wish.asker().equals(payer)).toList() : wishes;
    failed.forEach(
        wish -> replies.put(wish, new VideoReply(Optional.empty(), Optional.of(failure))));
    closeReplied();
    return letGo(failed).chain(() -> nextMayPay ? ask(others) : Uni.createFrom().voidItem());
  }

  // Such a refusal of all may be meant for one: nobody has to suffer for what another asked for.
  private static boolean isAboutOneOf(Throwable failure) {
    return failure instanceof YouTubeFailure.NotFound
        || failure instanceof YouTubeFailure.Forbidden
        || failure instanceof YouTubeFailure.BadRequest;
  }

  private Uni<Void> inTurn(List<VideoWish> wishes) {
    Uni<Void> asked = Uni.createFrom().voidItem();
    for (VideoWish wish : wishes) {
      asked =
          asked.chain(() -> open.contains(wish) ? ask(List.of(wish)) : Uni.createFrom().voidItem());
    }
    return asked;
  }

  private Uni<Void> letGo(List<VideoWish> wishes) {
    return recent.letGo(wishes.stream().map(VideoRound::wish).toList());
  }

  private void closeReplied() {
    open = open.stream().filter(wish -> !replies.containsKey(wish)).toList();
  }

  private static Wish wish(VideoWish wish) {
    return new Wish(key(wish.id()), wish.asker(), Instant.EPOCH);
  }

  private static String key(VideoId id) {
    return "video:" + id;
  }
}
