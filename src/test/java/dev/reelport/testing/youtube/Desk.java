package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Takes a request to its answer: counts it, lets faults strike, authenticates, asks the endpoint.
 */
final class Desk {

  /** What to put on the wire, and what goes wrong there. */
  record Outcome(Reply reply, Optional<Fault> fault) {}

  private final List<FaultRule.Armed> faults = new CopyOnWriteArrayList<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final Map<Route, Endpoint> endpoints;
  private final Map<Route, Function<SeenRequest, Reply>> others;
  private final Referee referee;
  private final Grants grants;

  Desk(Catalog catalog, Referee referee, Grants grants, SimHub hub) {
    this.referee = referee;
    this.grants = grants;
    endpoints =
        Map.of(
            Route.CHANNELS, new ChannelsEndpoint(catalog),
            Route.PLAYLISTS, new PlaylistsEndpoint(catalog),
            Route.PLAYLIST_ITEMS, new PlaylistItemsEndpoint(catalog),
            Route.VIDEOS, new VideosEndpoint(catalog),
            Route.VIDEO_STATS, new VideoStatsEndpoint(catalog),
            Route.SEARCH, new SearchEndpoint(referee::dayStart));
    others =
        Map.of(
            Route.FEED, new FeedEndpoint(catalog.world())::answer,
            Route.AUTHORIZATION, grants::authorize,
            Route.TOKEN, grants::token,
            Route.REVOKE, grants::revoke,
            Route.HUB, hub::answer,
            Route.UNITS, request -> Reply.json(200, units()));
  }

  Outcome answer(SeenRequest request) {
    Optional<Route> route = request.route();
    if (route.isEmpty()) {
      return new Outcome(Reply.text(404, "text/html; charset=UTF-8", "<p>Not Found"), none());
    }
    Optional<ApiError> usedUp =
        referee.charge(route.get(), request.apiKey().orElse(""), request.resources());
    if (usedUp.isPresent()) {
      return new Outcome(usedUp.get().reply(), none());
    }
    Optional<Fault> fault =
        faults.stream()
            .filter(armed -> armed.strikes(request))
            .findFirst()
            .map(FaultRule.Armed::fault);
    if (fault.isPresent() && fault.get() instanceof Fault.Answered answered) {
      return new Outcome(
          Reply.text(answered.status(), answered.contentType(), answered.body()), none());
    }
    return new Outcome(truth(route.get(), request, fault), fault);
  }

  ActiveFault arm(FaultRule rule) {
    FaultRule.Armed armed = new FaultRule.Armed(rule);
    faults.add(armed);
    return new ActiveFault(armed, () -> faults.remove(armed));
  }

  void heal() {
    faults.clear();
  }

  /** From now on only these keys are good; none means any. */
  void keys(List<String> good) {
    keys.clear();
    keys.addAll(good);
  }

  private Reply truth(Route route, SeenRequest request, Optional<Fault> fault) {
    if (!endpoints.containsKey(route)) {
      return others.get(route).apply(request);
    }
    Optional<PageQuirk> quirk =
        fault.filter(Fault.Paging.class::isInstance).map(f -> ((Fault.Paging) f).quirk());
    try {
      ApiCall call = new ApiCall(request, authenticated(request), quirk);
      return reply(endpoints.get(route).answer(call), request);
    } catch (Refusal refusal) {
      return refusal.error().reply();
    }
  }

  private SimChannel authenticated(SeenRequest request) {
    request
        .apiKey()
        .filter(key -> !keys.isEmpty() && !keys.contains(key))
        .ifPresent(
            wrong -> {
              throw new Refusal(ApiErrors.apiKeyInvalid());
            });
    Optional<String> token = request.accessToken();
    if (token.isPresent()) {
      return grants
          .channel(token.get())
          .orElseThrow(() -> new Refusal(ApiErrors.invalidCredentials()));
    }
    if (request.apiKey().isEmpty()) {
      throw new Refusal(ApiErrors.noKey());
    }
    return null;
  }

  private static Reply reply(ObjectNode body, SeenRequest request) {
    String etag = body.path("etag").asText();
    boolean known =
        request.header("if-none-match").map(tag -> tag.replace("\"", "")).stream()
            .anyMatch(etag::equals);
    if (known) {
      return Reply.notModified();
    }
    Optional<String> fields = request.parameter("fields").filter(text -> !text.isBlank());
    ObjectNode selected = fields.isPresent() ? Fields.select(body, fields.get()) : body;
    return request.parameter("prettyPrint").filter("false"::equals).isPresent()
        ? Reply.of(200, Reply.JSON, Json.compact(selected))
        : Reply.json(200, selected);
  }

  private ObjectNode units() {
    ObjectNode units = Json.object();
    for (Bucket bucket : Bucket.values()) {
      units.put(bucket.label, referee.units(bucket));
    }
    return units;
  }

  private static Optional<Fault> none() {
    return Optional.empty();
  }
}
