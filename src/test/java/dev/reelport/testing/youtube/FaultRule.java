package dev.reelport.testing.youtube;

import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * When a fault strikes. Narrow it step by step, then hand it to {@link YouTubeSimulator#fail}:
 * {@code FaultRule.on(Route.VIDEOS).call(3).with(Faults.reset())}.
 *
 * @param which the requests it is about
 * @param from the first of those it strikes, counted from 1
 * @param times how many of those in a row it strikes at most
 * @param probability of each of those to be struck
 */
public record FaultRule(
    Predicate<SeenRequest> which, int from, int times, double probability, long seed, Fault fault) {

  /** About every request for that. */
  public static FaultRule on(Route route) {
    return about(request -> request.route().filter(route::equals).isPresent());
  }

  /** About every call of the Data API. */
  public static FaultRule onApi() {
    return about(request -> request.path().startsWith("/youtube/v3/"));
  }

  /** About every request that fulfils the condition. */
  public static FaultRule about(Predicate<SeenRequest> which) {
    return new FaultRule(which, 1, Integer.MAX_VALUE, 1, 0, Faults.stalled());
  }

  /** Only the n-th of them, counted from 1. */
  public FaultRule call(int n) {
    return new FaultRule(which, n, 1, probability, seed, fault);
  }

  /** Not the first n of them. */
  public FaultRule after(int n) {
    return new FaultRule(which, n + 1, times, probability, seed, fault);
  }

  /** At most n of them. */
  public FaultRule times(int n) {
    return new FaultRule(which, from, n, probability, seed, fault);
  }

  /** Each with that probability; equal seeds strike equally. */
  public FaultRule probability(double p, long withSeed) {
    return new FaultRule(which, from, times, p, withSeed, fault);
  }

  /** Only those with that page token. */
  public FaultRule pageToken(String token) {
    return and(request -> request.parameter("pageToken").filter(token::equals).isPresent());
  }

  /** Only those that ask for a second or later page. */
  public FaultRule laterPages() {
    return and(request -> request.parameter("pageToken").isPresent());
  }

  /** Only those that name that channel, playlist, handle or video. */
  public FaultRule naming(String id) {
    return and(request -> request.resources().contains(id));
  }

  /** The fault itself. */
  public FaultRule with(Fault struckWith) {
    return new FaultRule(which, from, times, probability, seed, struckWith);
  }

  private FaultRule and(Predicate<SeenRequest> more) {
    return new FaultRule(which.and(more), from, times, probability, seed, fault);
  }

  /** A rule in force. */
  static final class Armed {

    private final FaultRule rule;
    private final SplittableRandom random;
    private int seen;
    private int struck;

    Armed(FaultRule rule) {
      this.rule = rule;
      this.random = new SplittableRandom(rule.seed());
    }

    synchronized boolean strikes(SeenRequest request) {
      if (!rule.which().test(request)) {
        return false;
      }
      seen++;
      boolean due = seen >= rule.from() && struck < rule.times();
      if (!due || random.nextDouble() >= rule.probability()) {
        return false;
      }
      struck++;
      return true;
    }

    synchronized int struck() {
      return struck;
    }

    Fault fault() {
      return rule.fault();
    }
  }
}
