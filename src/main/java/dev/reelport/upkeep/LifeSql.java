package dev.reelport.upkeep;

/** The statements on {@code video_life}. */
final class LifeSql {

  /** Projects in the order of their ids, which is that of their making; one instance at a time. */
  static final String ENROL =
      """
      with mark as materialized (
        select project_id from video_life_mark where one for update skip locked),
      fresh as materialized (
        select p.id, right(p.external_url, 11) as video_id,
               case when p.by_grant then p.user_id else '' end as viewer, p.created_at
        from project p
        where p.id > (select project_id from mark) and p.id < :horizon
        order by p.id limit :most),
      enrolled as (
        insert into video_life (video_id, viewer, details_at, next_check_at)
        select video_id, viewer, min(created_at),
               min(created_at) + make_interval(secs =>
                 cast(:every as float8) * (1 - 0.2 * abs(hashtext(video_id) % 1000) / 1000.0))
        from fresh group by video_id, viewer
        on conflict (video_id, viewer) do nothing),
      moved as (
        update video_life_mark set project_id = last.id
        from (select id from fresh order by id desc limit 1) last)
      select count(*) from fresh
      """;

  /**
   * Also answers who of those that have it may pay. Nobody: nobody has it any more. By their place
   * in the table: joined, a planner that does not know how few they are reads all of it.
   */
  static final String CLAIM =
      """
      with due as materialized (
        select ctid from video_life
        where next_check_at <= :now order by next_check_at limit :most for update skip locked)
      update video_life l set next_check_at = :lease
      where l.ctid = any(array(select ctid from due))
      returning l.video_id, l.viewer, l.details_at, l.missing_since, l.gone_at, l.stripped_at,
        l.tried_at, coalesce(l.hinted_at > l.details_at, false) as hinted,
        (select p.user_id from project p
         where p.external_url = 'https://youtube.com/watch?v=' || l.video_id
           and p.by_grant = (l.viewer <> '') and (l.viewer = '' or p.user_id = l.viewer)
         limit 1) as payer
      """;

  static final String HINT =
      """
      update video_life set hinted_at = :now, next_check_at = least(next_check_at, :now)
      where video_id = :video
      """;

  static final String FORGET =
      """
      delete from video_life l
      using unnest(cast(:ids as text[]), cast(:viewers as text[])) as g(video_id, viewer)
      where l.video_id = g.video_id and l.viewer = g.viewer
      """;

  static final String SAVE =
      """
      update video_life l
      set details_at = n.details_at, next_check_at = n.next_check_at,
          missing_since = n.missing_since, gone_at = n.gone_at, stripped_at = n.stripped_at,
          tried_at = n.tried_at
      from unnest(cast(:ids as text[]), cast(:viewers as text[]),
                  cast(cast(:details as text[]) as timestamptz[]),
                  cast(cast(:checks as text[]) as timestamptz[]),
                  cast(cast(:missing as text[]) as timestamptz[]),
                  cast(cast(:gone as text[]) as timestamptz[]),
                  cast(cast(:stripped as text[]) as timestamptz[]),
                  cast(cast(:tried as text[]) as timestamptz[]))
           as n(video_id, viewer, details_at, next_check_at, missing_since, gone_at, stripped_at,
                tried_at)
      where l.video_id = n.video_id and l.viewer = n.viewer
      """;

  /** Only what was tried when it was too old already: a service that was off has to look first. */
  static final String STRIP =
      """
      with old as materialized (
        select ctid from video_life
        where stripped_at is null and details_at <= :deadline
          and tried_at >= details_at + make_interval(secs => cast(:keep as float8))
        order by details_at limit :most for update skip locked)
      update video_life l set stripped_at = :now
      where l.ctid = any(array(select ctid from old))
      returning l.video_id, l.viewer
      """;

  private LifeSql() {}
}
