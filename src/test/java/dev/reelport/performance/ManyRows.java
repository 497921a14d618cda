package dev.reelport.performance;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database as it is after years: 2,000 users, a million projects. */
final class ManyRows {

  // Rows are shorter than real ones, which makes reading a whole table look cheaper than it is.
  private static final List<String> INSERTS =
      List.of(
          """
          insert into project (id, user_id, title, description, slug, external_url, showcase,
                               private, content, channel_id, created_at, updated_at)
          select cast('0190' || lpad(to_hex(n), 28, '0') as uuid), 'many-' || n % 2000,
                 'Title ' || n, '', 'title-' || n, 'https://youtube.com/watch?v=' || n,
                 true, true, '{}', 'UC' || n % 40000, now(), now()
          from generate_series(1, 1000000) as n
          """,
          """
          insert into import (id, user_id, request_id, kind, target, canonical_target, options,
                              status, waiting_reason, resumes_at, cursor, created_at,
                              progressed_at, updated_at)
          select cast('0190' || lpad(to_hex(n), 28, '0') as uuid), 'many-' || n % 2000,
                 case when n % 2 = 0 then 'request-' || n end, 'channel', 'UC' || n, 'UC' || n,
                 '{}',
                 case when n % 100 = 0 then 'waiting' when n % 100 = 1 then 'running'
                      when n % 10 = 2 then 'failed' else 'succeeded' end,
                 case when n % 100 = 0 then 'rate_limited' end,
                 case when n % 100 = 0 then now() + n * interval '1 second' end,
                 '{}', now(), now(), now()
          from generate_series(1, 200000) as n
          """,
          """
          insert into bulk_import (id, user_id, request_id, digest, targets, duplicates, invalid,
                                   created_at)
          select cast('0190' || lpad(to_hex(n), 28, '0') as uuid), 'many-' || n % 2000,
                 'request-' || n, 'digest', 2, 0, '[]', now()
          from generate_series(1, 20000) as n
          """,
          """
          update import set bulk_id = cast('0190' || lpad(to_hex(abs(hashtext(target)) % 20000), 28,
                                                          '0') as uuid)
          where user_id like 'many-%' and abs(hashtext(target)) % 5 = 0
          """,
          """
          insert into video_life (video_id, viewer, details_at, next_check_at)
          select 'many-' || n, '', now(), now() + n * interval '1 second'
          from generate_series(1, 100000) as n
          """,
          """
          insert into import_item (import_id, video_id, outcome)
          select cast('0190' || lpad(to_hex(1 + n % 20000), 28, '0') as uuid), 'video-' || n,
                 case when n % 20 = 0 then 'failed' when n % 20 = 1 then 'filtered'
                      when n % 20 < 8 then 'duplicate' else 'imported' end
          from generate_series(1, 200000) as n
          """,
          """
          insert into source (id, user_id, kind, target, written, list_id, every, filters, options,
                              policy, next_check_at, created_at, updated_at)
          select cast('0190' || lpad(to_hex(n), 28, '0') as uuid), 'many-' || n % 2000, 'channel',
                 'UC' || n % 20000, 'UC' || n % 20000, 'UU' || n % 20000, 'adaptive', '{}', '{}',
                 'hide', now() + n * interval '1 second', now(), now()
          from generate_series(1, 100000) as n
          on conflict do nothing
          """,
          """
          insert into source_item (source_id, video_id, user_id, state, rung, seen_at, again_at)
          select cast('0190' || lpad(to_hex(1 + n % 20000), 28, '0') as uuid), 'video-' || n,
                 'many-' || (1 + n % 20000) % 2000, 'imported', 'feed', now(),
                 case when n % 100 = 0 then now() end
          from generate_series(1, 200000) as n
          """,
          """
          insert into watched_list (list_id, channel_id, created_at)
          select 'UU' || n, 'UC' || n, now() from generate_series(1, 20000) as n
          """,
          """
          insert into project_tombstone (user_id, external_url, deleted_at)
          select 'many-' || n % 2000, 'https://youtube.com/watch?v=gone' || n, now()
          from generate_series(1, 200000) as n
          """,
          """
          insert into quota_ledger (day, bucket, user_id, import_id, units, booked_at)
          select current_date - n % 365, 'general', 'many-' || n % 2000, null, 3, now()
          from generate_series(1, 200000) as n
          """,
          """
          insert into outbox (topic, key, content_type, value, created_at)
          select 'youtube.import.events', 'many-' || n % 2000, 'application/json', '{}',
                 now() - (200000 - n) * interval '1 millisecond'
          from generate_series(1, 200000) as n
          """,
          """
          insert into analysis_task (project_id, user_id, place, due_at, queued_at)
          select cast('0190' || lpad(to_hex(n), 28, '0') as uuid), 'many-' || n % 2000,
                 now() + n * interval '1 second', now() + (n % 3) * interval '1 minute',
                 now() - (n % 4000) * interval '1 minute'
          from generate_series(1, 100000) as n
          """,
          """
          insert into youtube_channel (ref, channel_id, title, uploads, fetched_at)
          select 'id:UC' || n, 'UC' || n, 'Channel ' || n, 'UU' || n, now()
          from generate_series(1, 100000) as n
          """);

  private ManyRows() {}

  /** Writes them beside what there is, and lets the planner know. */
  static void write(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Foreign keys hold by the way the rows are made.
      statement.execute("set session_replication_role = replica");
      for (String insert : INSERTS) {
        statement.execute(insert);
      }
      statement.execute("vacuum analyze");
    }
  }
}
