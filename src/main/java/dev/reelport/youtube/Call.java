package dev.reelport.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelport.platform.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call as it is sent.
 *
 * @param parameters the query, without the key
 * @param reader makes the answer of the JSON; a part of the try, which fails with {@link
 *     YouTubeFailure.Garbage} where that cannot be done
 * @param payer who pays for each of its tries
 * @param grant the token of the user who asks for themselves; empty for what anybody may see
 */
record Call<T>(
    Endpoint endpoint,
    Map<String, String> parameters,
    Function<JsonNode, T> reader,
    Payer payer,
    Optional<Secret> grant) {

  Call {
    parameters = Map.copyOf(parameters);
  }
}
