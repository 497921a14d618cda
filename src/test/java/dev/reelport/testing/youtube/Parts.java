package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The parts of a kind of resource, as the discovery document of 2026 lists them. */
enum Parts {
  CHANNEL(
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
      Set.of("auditDetails")),
  PLAYLIST(
      Set.of("contentDetails", "id", "localizations", "player", "snippet", "status"), Set.of()),
  PLAYLIST_ITEM(Set.of("contentDetails", "id", "snippet", "status"), Set.of()),
  VIDEO(
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
      Set.of("fileDetails", "processingDetails", "suggestions")),
  VIDEO_STATS(Set.of("contentDetails", "id", "snippet", "statistics"), Set.of());

  private static final Set<String> ALWAYS = Set.of("kind", "etag", "id");

  private final Set<String> known;
  private final Set<String> ownerOnly;

  Parts(Set<String> known, Set<String> ownerOnly) {
    this.known = known;
    this.ownerOnly = ownerOnly;
  }

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
