package dev.reelport.quota;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A script Redis runs as one step: by its hash, and by its text where Redis forgot it. */
record LuaScript(String text, String sha1) {

  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofMillis(30);

  /** Reads a script beside this class' resources. */
  static LuaScript load(String name) {
    try (InputStream in = LuaScript.class.getResourceAsStream("/quota/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The script " + name + " is not packaged");
      }
      byte[] bytes = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(bytes);
      return new LuaScript(
          new String(bytes, StandardCharsets.UTF_8), HexFormat.of().formatHex(hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs it, and again where the answer got lost on its way: every script may be repeated.
   *
   * @param timeout for all tries together; a try that is silent has half of it
   */
  Uni<Response> run(RedisAPI redis, List<String> keys, List<String> arguments, Duration timeout) {
    return once(redis, keys, arguments)
        .ifNoItem()
        .after(timeout.dividedBy(2))
        .fail()
        .onFailure()
        .retry()
        .withBackOff(PAUSE)
        .atMost(TRIES - 1L)
        .ifNoItem()
        .after(timeout)
        .fail();
  }

  private Uni<Response> once(RedisAPI redis, List<String> keys, List<String> arguments) {
    return Uni.createFrom()
        .deferred(() -> redis.evalsha(command(sha1, keys, arguments)))
        .onFailure(LuaScript::isForgotten)
        .recoverWithUni(() -> redis.eval(command(text, keys, arguments)));
  }

  private static List<String> command(String script, List<String> keys, List<String> arguments) {
    List<String> command = new ArrayList<>(2 + keys.size() + arguments.size());
    command.add(script);
    command.add(Integer.toString(keys.size()));
    command.addAll(keys);
    command.addAll(arguments);
    return command;
  }

  private static boolean isForgotten(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
  }
}
