package dev.reelport.testing.youtube;

/** A daily budget of a Google project, as of June 2026 (YouTube: determine_quota_cost). */
public enum Bucket {
  /** Everything that has no bucket of its own. */
  GENERAL("general", "Queries", "default"),
  /** {@code search.list}: 100 calls a day. */
  SEARCH("search", "Search Queries", "search_list"),
  /** {@code videos.batchGetStats}: 10,000 calls a day. */
  BATCH_GET_STATS("batchGetStats", "Batch Get Stats", "batch_get_stats");

  final String label;
  final String metric;
  final String metricId;

  Bucket(String label, String metric, String metricId) {
    this.label = label;
    this.metric = metric;
    this.metricId = metricId;
  }
}
