package dev.reelport.youtube;

import dev.reelport.youtube.RecentAnswers.Answer;
import dev.reelport.youtube.RecentAnswers.Taken;
import dev.reelport.youtube.RecentAnswers.Wish;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * YouTube as all users share it: what somebody was told within {@link YouTubeConfig#reuseWithin()}
 * is not asked again, what somebody is asking is waited for, and only whose call it is pays. Fails
 * as {@link YouTube} does; failures are not shared. What users were told by their own earlier works
 * is asked again: who imports a channel once more wants the video uploaded a minute ago.
 */
@ApplicationScoped
public class SharedYouTube {

  private final YouTube youTube;
  private final RecentAnswers recent;
  private final InstantSource clock;

  SharedYouTube(YouTube youTube, RecentAnswers recent, InstantSource clock) {
    this.youTube = youTube;
    this.recent = recent;
    this.clock = clock;
  }

  /** A page, and whether it was another's call that fetched it. */
  public record SharedPage(VideoPage page, boolean reused) {}

  /**
   * What a page that another fetched must be like, to fit to the pages an import has already.
   *
   * @param notBefore when it was fetched at the earliest
   * @param total what it must say of the size of the list
   */
  public record Fit(Instant notBefore, OptionalInt total) {

    /** Any page will do. */
    public static final Fit ANY = new Fit(Instant.EPOCH, OptionalInt.empty());

    private boolean admits(VideoPage page) {
      return total.isEmpty() || total.getAsInt() == page.totalResults();
    }
  }

  /** As {@link YouTube#channel}. */
  public Uni<Optional<Channel>> channel(ChannelRef ref, Asker asker) {
    return answer(
            new Question<>(
                wish(ref.canonical(), asker),
                Channel.class,
                channel -> true,
                () -> youTube.channel(ref, asker.payer())))
        .map(Shared::answer);
  }

  /** As {@link YouTube#playlist}. */
  public Uni<Optional<Playlist>> playlist(PlaylistId id, Asker asker) {
    return answer(
            new Question<>(
                wish("playlist:" + id, asker),
                Playlist.class,
                playlist -> true,
                () -> youTube.playlist(id, asker.payer())))
        .map(Shared::answer);
  }

  /** As {@link YouTube#page}. */
  public Uni<SharedPage> page(PlaylistId id, Optional<String> token, Fit fit, Asker asker) {
    return answer(
            new Question<>(
                new Wish("page:" + id + ":" + token.orElse(""), asker, fit.notBefore()),
                VideoPage.class,
                fit::admits,
                () -> youTube.page(id, token, asker.payer()).map(Optional::of)))
        .map(shared -> new SharedPage(shared.answer().orElseThrow(), shared.reused()));
  }

  /** A video somebody wants. */
  public record VideoWish(VideoId id, Asker asker) {}

  /** What became of a wish: the video if there is one, or why that is not known. */
  public record VideoReply(Optional<Video> video, Optional<Throwable> failure) {}

  /**
   * The videos of these wishes, with one call for all that nobody has fetched, as {@link
   * YouTube#videos}. It is made for the first who needs it; if that one cannot pay, for the next.
   * Never fails itself.
   *
   * @param wishes with at most {@link YouTube#BATCH} ids
   * @param payersOwn whether a failure says nothing about other payers
   */
  public Uni<Map<VideoWish, VideoReply>> videos(
      List<VideoWish> wishes, Predicate<Throwable> payersOwn) {
    return new VideoRound(youTube, recent, clock, payersOwn).fetch(wishes);
  }

  private static Wish wish(String key, Asker asker) {
    return new Wish(key, asker, Instant.EPOCH);
  }

  private record Question<T>(
      Wish wish, Class<T> type, Predicate<T> fits, Supplier<Uni<Optional<T>>> call) {}

  private record Shared<T>(Optional<T> answer, boolean reused) {}

  private <T> Uni<Shared<T>> answer(Question<T> question) {
    return look(question, new Patience(clock, recent.claim()));
  }

  private <T> Uni<Shared<T>> look(Question<T> question, Patience patience) {
    return recent
        .take(List.of(question.wish()), patience.hasWaited())
        .chain(taken -> decide(question, taken.get(0), patience));
  }

  private <T> Uni<Shared<T>> decide(Question<T> question, Taken taken, Patience patience) {
    if (taken instanceof Taken.Found found) {
      Optional<T> answer = found.json().flatMap(json -> AnswerJson.read(json, question.type()));
      boolean fits = found.json().isEmpty() || answer.filter(question.fits()).isPresent();
      return fits ? Uni.createFrom().item(new Shared<>(answer, true)) : ask(question);
    }
    return taken instanceof Taken.Mine || patience.isOver()
        ? ask(question)
        : patience.moment().chain(() -> look(question, patience));
  }

  private <T> Uni<Shared<T>> ask(Question<T> question) {
    Wish wish = question.wish();
    Instant at = clock.instant();
    return question
        .call()
        .get()
        .onFailure()
        .call(() -> recent.letGo(List.of(wish)))
        .onCancellation()
        .call(() -> recent.letGo(List.of(wish)))
        .call(
            answer ->
                recent.keep(
                    at,
                    List.of(
                        new Answer(
                            wish.key(), answer.map(AnswerJson::write), List.of(wish.asker())))))
        .map(answer -> new Shared<>(answer, false));
  }
}
