package dev.reelport.testing.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The two ways a request for an import comes in. */
public enum Door {
  HTTP {
    @Override
    public List<JsonNode> importAll(Reelport reelport, String user, List<String> targets) {
      ApiClient api = reelport.as(user);
      List<String> ids = targets.stream().map(t -> api.importOf(t).get("id").asText()).toList();
      return ids.stream().map(api::ended).toList();
    }
  },

  KAFKA {
    @Override
    public List<JsonNode> importAll(Reelport reelport, String user, List<String> targets) {
      List<String> requests = targets.stream().map(t -> UUID.randomUUID().toString()).toList();
      try (KafkaDoor kafka = new KafkaDoor(reelport.stack().kafka().bootstrap())) {
        for (int n = 0; n < targets.size(); n++) {
          kafka.send(KafkaDoor.REQUESTS, user, request(requests.get(n), user, targets.get(n)));
        }
      }
      ApiClient api = reelport.as(user);
      Map<String, String> ids = accepted(api, requests);
      return requests.stream().map(ids::get).map(api::ended).toList();
    }
  };

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Asks for imports of these targets and answers them, in that order, once they have ended. */
  public abstract List<JsonNode> importAll(Reelport reelport, String user, List<String> targets);

  /** Asks for an import and answers it once it has ended. */
  public JsonNode imported(Reelport reelport, String user, String target) {
    return importAll(reelport, user, List.of(target)).get(0);
  }

  private static String request(String id, String user, String target) {
    return JSON.createObjectNode()
        .put("requestId", id)
        .put("userId", user)
        .put("target", target)
        .toString();
  }

  /** The ids of the imports, by request, once there is one of each. */
  private static Map<String, String> accepted(ApiClient api, List<String> requests) {
    return Awaitility.await("acceptance of all requests")
        .atMost(PATIENCE)
        .until(() -> idsByRequest(api), ids -> ids.keySet().containsAll(requests));
  }

  private static Map<String, String> idsByRequest(ApiClient api) {
    return api.all("/v1/imports").stream()
        .filter(i -> i.hasNonNull("requestId"))
        .collect(Collectors.toMap(i -> i.get("requestId").asText(), i -> i.get("id").asText()));
  }
}
