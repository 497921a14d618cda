package dev.reelport.api;

/** What requests and answers about sources look like, for {@code /q/openapi}. */
final class SourceExamples {

  static final String REQUEST =
      """
      {"target": "https://www.youtube.com/@GoogleDevelopers", "interval": "adaptive",
       "filters": {"include": ["video"], "minDuration": "PT1M", "titleExcludes": "trailer"}}""";

  static final String SOURCE =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2d", "kind": "channel",
       "target": "https://www.youtube.com/@GoogleDevelopers",
       "youtubeId": "UC_x5XG1OV2P6uZZ5FSM9Ttw", "title": "Google for Developers",
       "interval": "adaptive",
       "filters": {"include": ["video"], "minDuration": "PT1M", "titleExcludes": "trailer"},
       "options": {"private": true, "showcase": true, "analysis": "auto"},
       "policy": "hide", "paused": false, "nextCheckAt": "2026-05-04T13:20:00Z",
       "lastCheckedAt": "2026-05-04T09:30:20Z", "lastSweptAt": "2026-05-04T09:30:20Z",
       "lastRun": {"importId": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b", "status": "succeeded",
        "rung": "sweep", "startedAt": "2026-05-04T09:30:01Z",
        "finishedAt": "2026-05-04T09:30:20Z",
        "counts": {"discovered": 120, "imported": 100, "duplicates": 8, "filtered": 11,
         "unavailable": 1, "failed": 0}},
       "version": 3, "createdAt": "2026-05-04T09:30:00Z",
       "updatedAt": "2026-05-04T09:30:20Z"}""";

  static final String SOURCES = "{\"items\": [" + SOURCE + "], \"nextCursor\": null}";

  static final String PATCH = "{\"paused\": true}";

  static final String RUN =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2e", "kind": "channel",
       "target": "https://www.youtube.com/@GoogleDevelopers", "title": "Google for Developers",
       "status": "queued",
       "counts": {"discovered": 0, "imported": 0, "duplicates": 0, "filtered": 0,
        "unavailable": 0, "failed": 0},
       "units": {"reserved": 1, "spent": 0},
       "options": {"private": true, "showcase": true, "include": ["video"], "keepInSync": true,
        "analysis": "auto", "minDuration": "PT1M", "titleExcludes": "trailer"},
       "sourceId": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2d", "rung": "sweep",
       "version": 1, "createdAt": "2026-05-05T09:30:00Z"}""";

  static final String RUNS = "{\"items\": [" + RUN + "], \"nextCursor\": null}";

  static final String DRY_RUN =
      """
      {"videos": 1204, "looked": 50, "taken": 41, "duplicates": 0, "filtered": 9,
       "unavailable": 0,
       "items": [{"videoId": "dQw4w9WgXcQ", "title": "A short", "outcome": "filtered",
         "reason": "too_short"}]}""";

  static final String ITEM =
      """
      {"videoId": "dQw4w9WgXcQ", "sourceId": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2d",
       "state": "filtered", "reason": "too_short", "seenBy": "feed",
       "seenAt": "2026-05-04T09:30:00Z", "publishedAt": "2026-05-04T09:00:00Z",
       "decidedAt": "2026-05-04T09:30:02Z",
       "importId": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b"}""";

  static final String AUDIT =
      """
      {"sourceId": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2d", "uploads": 120, "imported": 100,
       "duplicates": 8, "filtered": 11, "tombstones": 1, "unavailable": 1, "failed": 0,
       "pending": 0, "youtubeCount": 120, "youtubeCountedAt": "2026-05-04T09:30:02Z",
       "balanced": true, "items": ["""
          + ITEM
          + "], \"nextCursor\": null}";

  static final String EXPLANATION =
      """
      {"videoId": "dQw4w9WgXcQ",
       "explanation": "A source has left the video out: it is shorter than what is wanted.",
       "tombstone": false, "sources": ["""
          + ITEM
          + """
      ], "imports": [{"importId": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b",
         "target": "https://www.youtube.com/@GoogleDevelopers",
         "sourceId": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2d", "seenBy": "feed",
         "outcome": "filtered", "reason": "too_short", "askedAt": "2026-05-04T09:30:00Z",
         "endedAt": "2026-05-04T09:30:02Z"}]}""";

  private SourceExamples() {}
}
