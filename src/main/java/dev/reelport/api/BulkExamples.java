package dev.reelport.api;

/** What requests for bulk imports and their answers look like, for {@code /q/openapi}. */
final class BulkExamples {

  static final String REQUEST =
      """
      {"targets": ["@GoogleDevelopers", "https://youtu.be/dQw4w9WgXcQ", "https://example.org"],
       "options": {"maxVideos": 50}}""";

  static final String OPML =
      """
      <opml version="2.0"><body><outline text="YouTube">
        <outline type="rss" text="Google for Developers"
          xmlUrl="https://www.youtube.com/feeds/videos.xml?channel_id=UC_x5XG1OV2P6uZZ5FSM9Ttw"/>
      </outline></body></opml>""";

  static final String CSV =
      """
      Channel Id,Channel Url,Channel Title
      UC_x5XG1OV2P6uZZ5FSM9Ttw,http://www.youtube.com/channel/UC_x5XG1OV2P6uZZ5FSM9Ttw,Google
      """;

  static final String ACCEPTED =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2d", "status": "queued",
       "counts": {"targets": 3, "invalid": 1, "duplicates": 0, "queued": 2, "running": 0,
        "waiting": 0, "succeeded": 0, "failed": 0, "cancelled": 0},
       "videos": {"discovered": 0, "imported": 0, "duplicates": 0, "filtered": 0,
        "unavailable": 0, "failed": 0},
       "units": {"reserved": 3, "spent": 0},
       "invalid": [{"index": 2, "target": "https://example.org",
        "reason": "The target is not on YouTube."}],
       "createdAt": "2026-05-04T09:30:00Z"}""";

  static final String CANCELLED =
      """
      {"id": "019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2d", "status": "cancelled",
       "counts": {"targets": 3, "invalid": 1, "duplicates": 0, "queued": 0, "running": 0,
        "waiting": 0, "succeeded": 1, "failed": 0, "cancelled": 1},
       "videos": {"discovered": 1, "imported": 1, "duplicates": 0, "filtered": 0,
        "unavailable": 0, "failed": 0},
       "units": {"reserved": 0, "spent": 1},
       "invalid": [{"index": 2, "target": "https://example.org",
        "reason": "The target is not on YouTube."}],
       "createdAt": "2026-05-04T09:30:00Z", "finishedAt": "2026-05-04T09:30:09Z"}""";

  static final String PAGE = "{\"items\": [" + ACCEPTED + "], \"nextCursor\": null}";

  private BulkExamples() {}
}
