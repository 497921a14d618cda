package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parts of a kind of resource, as the discovery document of 2026 lists them. */
record Parts(Set<String> known, Set<String> ownerOnly) {

  static final Parts CHANNEL =
      new Parts(
          Set.of(
              "brandingSettings",
              "contentDetails",
              "contentOwnerDetails",
              "id",
              "localizations",
              "snippet",
              "statistics",
              "status",
              "topicDetails"),
          Set.of("auditDetails"));
  static final Parts PLAYLIST =
      new Parts(
          Set.of("contentDetails", "id", "localizations", "player", "snippet", "status"), Set.of());
  static final Parts PLAYLIST_ITEM =
      new Parts(Set.of("contentDetails", "id", "snippet", "status"), Set.of());
  static final Parts VIDEO =
      new Parts(
          Set.of(
              "brandPartner",
              "contentDetails",
              "id",
              "liveStreamingDetails",
              "localizations",
              "paidProductPlacementDetails",
              "player",
              "recordingDetails",
              "snippet",
              "statistics",
              "status",
              "topicDetails"),
          Set.of("fileDetails", "processingDetails", "suggestions"));
  static final Parts VIDEO_STATS =
      new Parts(Set.of("contentDetails", "id", "snippet", "statistics"), Set.of());

  private static final Set<String> ALWAYS = Set.of("kind", "etag", "id");

  Set<String> chosen(List<String> names) {
    if (names.isEmpty()) {
      throw new Refusal(ApiErrors.noPart());
    }
    for (String name : names) {
      if (ownerOnly.contains(name)) {
        throw new Refusal(ApiErrors.permissionDenied());
      }
      if (!known.contains(name)) {
        throw new Refusal(ApiErrors.unknownPart(name));
      }
    }
    return new LinkedHashSet<>(names);
  }

  /** The resource with those parts only, in the resource's own order. */
  static ObjectNode select(ObjectNode resource, Set<String> parts) {
    ObjectNode selected = Json.object();
    resource
        .properties()
        .forEach(
            entry -> {
              if (ALWAYS.contains(entry.getKey()) || parts.contains(entry.getKey())) {
                selected.set(entry.getKey(), entry.getValue());
              }
            });
    return selected;
  }
}
