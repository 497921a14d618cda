package dev.reelport.quota;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A Redis that does what it is told and whose answers get lost. */
final class LossyRedis extends RedisAPI {

  private final RedisAPI redis;
  private final AtomicInteger answersToLose = new AtomicInteger();

  LossyRedis(RedisAPI redis) {
    super(redis.getDelegate());
    this.redis = redis;
  }

  /** Loses so many answers of scripts from now on. */
  void loseAnswers(int count) {
    answersToLose.set(count);
  }

  @Override
  public Uni<Response> evalsha(List<String> arguments) {
    return lossy(redis.evalsha(arguments));
  }

  @Override
  public Uni<Response> eval(List<String> arguments) {
    return lossy(redis.eval(arguments));
  }

  private Uni<Response> lossy(Uni<Response> executed) {
    return executed
        .invoke(
            answer -> {
              if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new LostAnswer();
              }
            })
        .onFailure(LostAnswer.class)
        .transform(lost -> new IOException("the connection was closed"));
  }

  private static final class LostAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
