package dev.reelport.testing.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Looks at keys in Redis as an operator would, in Redis' own protocol. */
public final class RedisProbe {

  private final URI redis;

  public RedisProbe(String url) {
    redis = URI.create(url);
  }

  /** The value of a key; null if there is none. */
  public String get(String key) {
    return ask("GET " + key);
  }

  /** Seconds until the key expires; negative if it does not, or is not there. */
  public long secondsToLive(String key) {
    return Long.parseLong(ask("TTL " + key));
  }

  /** Deletes everything. */
  public void flushAll() {
    ask("FLUSHALL");
  }

  /** Deletes all keys that begin so; answers how many there were. */
  public long forget(String prefix) {
    String script =
        "local keys = redis.call('keys', ARGV[1] .. '*')"
            + " for _, key in ipairs(keys) do redis.call('del', key) end return #keys";
    return Long.parseLong(ask("EVAL \"" + script + "\" 0 " + prefix));
  }

  /** Every key and value as text, to be searched for what must not be there. */
  public String dump() {
    String script =
        "local read = {string = 'get', hash = 'hgetall', set = 'smembers'}"
            + " local all = {}"
            + " for _, key in ipairs(redis.call('keys', '*')) do"
            + " local kind = redis.call('type', key).ok"
            + " local value"
            + " if kind == 'zset' then value = redis.call('zrange', key, 0, -1, 'withscores')"
            + " elseif kind == 'list' then value = redis.call('lrange', key, 0, -1)"
            + " else value = redis.call(read[kind], key) end"
            + " all[#all + 1] = key .. ' ' .. cjson.encode(value) end"
            + " return table.concat(all, ' ')";
    return ask("EVAL \"" + script + "\" 0");
  }

  private String ask(String command) {
    try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String answer = lines.readLine();
      return switch (answer.charAt(0)) {
        case '$' -> answer.equals("$-1") ? null : lines.readLine();
        case ':', '+' -> answer.substring(1);
        default -> throw new IllegalStateException(answer);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
