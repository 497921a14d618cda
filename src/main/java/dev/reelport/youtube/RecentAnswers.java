package dev.reelport.youtube;

import dev.reelport.platform.EventLoop;
import dev.reelport.platform.FieldLogger;
import dev.reelport.platform.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * YouTube's latest answers in Redis, for all users and instances, and who is fetching what right
 * now. An entry is a hash: when YouTube was asked, what it said (nothing, if it has no such thing),
 * and which work of which user had it. Without Redis nothing is known, and everybody asks YouTube.
 */
@ApplicationScoped
class RecentAnswers {

  private static final FieldLogger LOG = FieldLogger.of(RecentAnswers.class);
  private static final String PREFIX = "youtube_recent:";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Longer answers are not kept; the longest honest one has some 20,000 characters. */
  private static final int LONGEST = 100_000;

  private final RedisAPI redis;
  private final Duration reuseWithin;
  private final Duration claim;

  RecentAnswers(RedisAPI redis, YouTubeConfig config) {
    this.redis = redis;
    this.reuseWithin = config.reuseWithin();
    this.claim = config.deadline();
  }

  /**
   * Something wanted.
   *
   * @param notBefore answers of before are of no use
   */
  record Wish(String key, Asker asker, Instant notBefore) {}

  /** What there is for a wish. */
  sealed interface Taken {

    /** An answer that fits the asker, empty if YouTube has no such thing. */
    record Found(Optional<String> json) implements Taken {}

    /** Nothing, and it is up to the asker to fetch it and to say so. */
    record Mine() implements Taken {}

    /** Nothing yet: somebody else is fetching it. */
    record Theirs() implements Taken {}
  }

  /**
   * What was fetched.
   *
   * @param json empty if YouTube has no such thing
   * @param askers for whom it was
   */
  record Answer(String key, Optional<String> json, List<Asker> askers) {}

  /** How long somebody who fetches something is waited for. */
  Duration claim() {
    return claim;
  }

  /**
   * Looks for each wish, and claims what is not there.
   *
   * @param again whether the askers have waited for others who fetch the same
   */
  Uni<List<Taken>> take(List<Wish> wishes, boolean again) {
    List<Taken> nothing = wishes.stream().<Taken>map(wish -> new Taken.Mine()).toList();
    if (isOff()) {
      return Uni.createFrom().item(nothing);
    }
    List<String> command = new ArrayList<>();
    command.add(AnswerScripts.TAKE);
    command.add(Integer.toString(wishes.size()));
    wishes.forEach(wish -> command.add(PREFIX + wish.key()));
    command.add(Long.toString(claim.toMillis()));
    command.add(again ? "1" : "0");
    for (Wish wish : wishes) {
      command.add(anonymous(wish.asker().user()));
      command.add(wish.asker().work().toString());
      command.add(Long.toString(wish.asker().since().toEpochMilli()));
      command.add(Long.toString(wish.notBefore().toEpochMilli()));
    }
    return orElse(redis.eval(command).map(RecentAnswers::taken), nothing);
  }

  private static List<Taken> taken(Response response) {
    List<Taken> taken = new ArrayList<>();
    for (Response one : response) {
      String text = one.toString();
      taken.add(
          switch (text.charAt(0)) {
            case 'f' -> new Taken.Found(Optional.of(text.substring(1)));
            case 'n' -> new Taken.Found(Optional.empty());
            case 'm' -> new Taken.Mine();
            default -> new Taken.Theirs();
          });
    }
    return taken;
  }

  /**
   * Keeps what YouTube answered, and ends the claims on it.
   *
   * @param at when YouTube was asked
   */
  Uni<Void> keep(Instant at, List<Answer> answers) {
    return end(at, answers, true);
  }

  /** Ends the claims of askers who did not get what they fetched. */
  Uni<Void> letGo(List<Wish> wishes) {
    List<Answer> answers =
        wishes.stream()
            .map(wish -> new Answer(wish.key(), Optional.empty(), List.of(wish.asker())))
            .toList();
    return end(Instant.EPOCH, answers, false);
  }

  private Uni<Void> end(Instant at, List<Answer> answers, boolean keep) {
    if (isOff() || answers.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<String> command = new ArrayList<>();
    command.add(AnswerScripts.KEEP);
    command.add(Integer.toString(answers.size()));
    answers.forEach(answer -> command.add(PREFIX + answer.key()));
    command.add(Long.toString(at.toEpochMilli()));
    for (Answer answer : answers) {
      command.add(Long.toString(keep ? keepFor(answer) : 0));
      command.add(answer.json().orElse(""));
      command.add(Integer.toString(answer.askers().size()));
      for (Asker asker : answer.askers()) {
        command.add(anonymous(asker.user()));
        command.add(asker.work().toString());
      }
    }
    return orElse(redis.eval(command).replaceWithVoid(), null);
  }

  private long keepFor(Answer answer) {
    // Who waits hears that there is nothing; who comes later may have better luck.
    Duration time = answer.json().isPresent() ? reuseWithin : claim;
    return answer.json().filter(json -> json.length() > LONGEST).isPresent() ? 0 : time.toMillis();
  }

  private boolean isOff() {
    return reuseWithin.isZero() || reuseWithin.isNegative();
  }

  private static <T> Uni<T> orElse(Uni<T> command, T otherwise) {
    return EventLoop.here(
        command
            .ifNoItem()
            .after(PATIENCE)
            .fail()
            .onFailure()
            .invoke(RecentAnswers::report)
            .onFailure()
            .recoverWithItem(otherwise));
  }

  private static void report(Throwable failure) {
    LOG.debug("no shared answers", "cause", failure.getClass().getSimpleName());
  }

  /** Users are told apart and not named. */
  private static String anonymous(UserId user) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(user.value().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
