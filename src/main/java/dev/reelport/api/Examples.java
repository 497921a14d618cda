package dev.reelport.api;

/** What requests and answers look like, for {@code /q/openapi}. */
final class Examples {

  static final String IMPORT_REQUEST =
      """
      {"target": "https://www.youtube.com/@GoogleDevelopers",
       "options": {"maxVideos": 200, "publishedAfter": "2026-01-01T00:00:00Z"}}""";

  static final String IMPORT =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b", "kind": "channel",
       "target": "https://www.youtube.com/@GoogleDevelopers", "title": null, "status": "queued",
       "counts": {"discovered": 0, "imported": 0, "duplicates": 0, "filtered": 0,
        "unavailable": 0, "failed": 0},
       "units": {"reserved": 0, "spent": 0},
       "options": {"private": true, "showcase": true, "maxVideos": 200,
        "publishedAfter": "2026-01-01T00:00:00Z", "include": ["video", "short", "live"],
        "keepInSync": true, "analysis": "auto"},
       "version": 1, "createdAt": "2026-05-04T09:30:00Z"}""";

  static final String CANCELLED =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b", "kind": "channel",
       "target": "https://www.youtube.com/@GoogleDevelopers", "title": "Google for Developers",
       "status": "cancelled",
       "counts": {"discovered": 50, "imported": 50, "duplicates": 0, "filtered": 0,
        "unavailable": 0, "failed": 0},
       "units": {"reserved": 0, "spent": 4},
       "options": {"private": true, "showcase": true, "maxVideos": 200,
        "publishedAfter": "2026-01-01T00:00:00Z", "include": ["video", "short", "live"],
        "keepInSync": true, "analysis": "auto"},
       "version": 4, "createdAt": "2026-05-04T09:30:00Z",
       "startedAt": "2026-05-04T09:30:01Z", "finishedAt": "2026-05-04T09:30:09Z"}""";

  static final String RETRIED =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b", "kind": "channel",
       "target": "https://www.youtube.com/@GoogleDevelopers", "title": "Google for Developers",
       "status": "queued",
       "counts": {"discovered": 100, "imported": 50, "duplicates": 0, "filtered": 0,
        "unavailable": 0, "failed": 0},
       "units": {"reserved": 2, "spent": 4},
       "options": {"private": true, "showcase": true, "maxVideos": 200,
        "publishedAfter": "2026-01-01T00:00:00Z", "include": ["video", "short", "live"],
        "keepInSync": true, "analysis": "auto"},
       "version": 5, "createdAt": "2026-05-04T09:30:00Z",
       "startedAt": "2026-05-04T09:30:01Z"}""";

  static final String IMPORTS = "{\"items\": [" + IMPORT + "], \"nextCursor\": null}";

  static final String EVENT = "event: import\nid: 7\ndata: {\"id\": \"019a1b2c-…\", …}\n\n";

  static final String PREVIEW =
      """
      {"kind": "channel", "title": "Google for Developers", "videos": 200, "duplicates": 12,
       "units": 9, "affordable": true, "affordableAt": "2026-05-04T09:30:00Z"}""";

  static final String ITEMS =
      """
      {"items": [{"videoId": "dQw4w9WgXcQ", "outcome": "filtered", "reason": "published_after"}],
       "nextCursor": null}""";

  static final String PROJECT =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2c", "type": "video",
       "title": "Never Gonna Give You Up", "description": "The official video.",
       "slug": "never-gonna-give-you-up-dqw4w9wg",
       "externalUrl": "https://youtube.com/watch?v=dQw4w9WgXcQ",
       "featuredImageUrl": "https://i.ytimg.com/vi/dQw4w9WgXcQ/maxresdefault.jpg",
       "showcase": true, "private": true, "source": null,
       "tools": ["Logic Pro"], "categories": ["Music & Audio"], "topics": ["pop music", "1980s"],
       "analysis": {"mode": "llm", "at": "2026-05-04T09:30:05Z"},
       "content": {"video": {"platform": "youtube", "videoId": "dQw4w9WgXcQ",
         "channelId": "UCuAXFkgsw1L7xaCfnd5JJOw", "channelName": "Rick Astley",
         "duration": "3:33", "durationIso": "PT3M33S", "publishedAt": "2009-10-25T06:57:33Z",
         "viewCount": 1500000000, "likeCount": 18000000, "tags": ["rick astley"]},
        "heroDisplayMode": "video",
        "heroVideoUrl": "https://youtube.com/watch?v=dQw4w9WgXcQ",
        "blocks": [{"type": "text", "style": "body", "content": "The official video."}]},
       "createdAt": "2026-05-04T09:30:02Z", "updatedAt": "2026-05-04T09:30:05Z"}""";

  static final String PROJECTS = "{\"items\": [" + PROJECT + "], \"nextCursor\": null}";

  static final String PROJECT_PATCH = "{\"private\": false, \"topics\": [\"music\"]}";

  static final String TOOL =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2d", "name": "Node.js", "slug": "node-js",
       "active": true}""";

  static final String TOOLS = "{\"items\": [" + TOOL + "], \"nextCursor\": null}";

  static final String TOOL_REQUEST = "{\"name\": \"Node.js\"}";

  static final String TOOL_PATCH = "{\"name\": \"Node\", \"active\": true}";

  static final String CATEGORY =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2e", "name": "Cloud", "active": true,
       "aliases": ["cloud computing", "serverless"]}""";

  static final String CATEGORIES = "{\"items\": [" + CATEGORY + "], \"nextCursor\": null}";

  static final String CATEGORY_REQUEST =
      "{\"name\": \"Cloud\", \"aliases\": [\"cloud computing\", \"serverless\"]}";

  static final String CATEGORY_PATCH = "{\"aliases\": [\"cloud computing\", \"serverless\"]}";

  static final String QUOTA =
      """
      {"used": 120, "reserved": 3, "limit": 10000, "warnAbove": 8000, "refuseAbove": 9000,
       "remaining": 8877, "resetsAt": "2026-05-05T07:00:00Z"}""";

  static final String PROJECT_QUOTA =
      "{\"buckets\": {\"general\": " + QUOTA + "}, \"circuitBreaker\": \"closed\"}";

  static final String USERS =
      "{\"items\": [{\"user\": \"alice\", \"used\": 120}], \"nextCursor\": null}";

  static final String AUDIT =
      """
      {"items": [
        {"id": "0197a1f0-5c1e-7b60-9d6a-2f5a0c9b7e11", "at": "2026-05-04T09:31:00Z",
         "actor": "alice", "user": "alice", "action": "connection.made",
         "subject": "0197a1f0-5c1d-7a02-8a35-0b6f7f1c2d3e"}],
       "nextCursor": null}""";

  static final String AUTHORIZATION =
      """
      {"authorizationUrl": "https://accounts.google.com/o/oauth2/v2/auth?client_id=…&state=…",
       "expiresAt": "2026-05-04T09:40:00Z"}""";

  static final String CONNECTION =
      """
      {"status": "connected", "scopes": ["https://www.googleapis.com/auth/youtube.readonly"],
       "channel": {"id": "UC_x5XG1OV2P6uZZ5FSM9Ttw", "title": "Google for Developers"},
       "connectedAt": "2026-05-04T09:31:00Z"}""";

  static final String NEEDS_RECONNECT =
      """
      {"status": "needs_reconnect",
       "scopes": ["https://www.googleapis.com/auth/youtube.readonly"],
       "channel": null, "connectedAt": "2026-05-04T09:31:00Z",
       "lastError": {"code": "reconnect_required",
        "detail": "The grant has expired or was withdrawn. Connect the channel again.",
        "at": "2026-06-01T12:00:00Z"}}""";

  static final String OWN_CHANNEL =
      """
      {"id": "UC_x5XG1OV2P6uZZ5FSM9Ttw", "title": "Google for Developers"}""";

  static final String OWN_VIDEOS =
      """
      {"items": [{"videoId": "dQw4w9WgXcQ", "title": "Not announced yet",
         "publishedAt": "2026-05-01T10:00:00Z", "privacy": "private", "alreadyImported": false}],
       "nextCursor": null}""";

  static final String CONSENT_PAGE = "<!DOCTYPE html><html lang=en>…";

  static final String DEAD_LETTERS =
      """
      {"items": [{"partition": 3, "offset": 17, "timestamp": "2026-05-04T09:30:00.512Z",
        "key": "alice", "reason": "invalid_target",
        "detail": "The target is not an address of YouTube.", "size": 71,
        "value": "{\\"requestId\\":\\"r-1\\",\\"userId\\":\\"alice\\",\\"target\\":\\"example.com\\"}"}],
       "nextCursor": null}""";

  static final String REPLAY_THESE = "{\"items\": [{\"partition\": 3, \"offset\": 17}]}";

  static final String REPLAY_REASON = "{\"reason\": \"invalid_target\"}";

  static final String REPLAYED = "{\"replayed\": 1, \"nextCursor\": null}";

  private Examples() {}
}
