package dev.reelport.projects;

/**
 * The statements that bring projects of all users up to date. A project belongs to a viewer's look
 * at its video if it was made by the grant of that user, or, for everybody's, without one.
 */
final class UpkeepSql {

  /** With {@code offset 0}, so that the index is asked for each video. */
  private static final String MINE =
      """
      cross join lateral (
        select id, user_id from project
        where external_url = v.url and by_grant = (:viewer <> '')
          and (:viewer = '' or user_id = :viewer)
        offset 0) p
      """;

  static final String COUNTS =
      """
      with seen as materialized (
        select p.id, coalesce(to_jsonb(v.views), cast('null' as jsonb)) as views,
               coalesce(to_jsonb(v.likes), cast('null' as jsonb)) as likes
        from unnest(cast(:urls as text[]), cast(:views as bigint[]), cast(:likes as bigint[]))
             as v(url, views, likes)
      """
          + MINE
          + """
      )
      update project
      set content = jsonb_set(jsonb_set(content, array['video', 'viewCount'], seen.views),
                              array['video', 'likeCount'], seen.likes)
      from seen
      where project.id = seen.id
        and (content -> 'video' -> 'viewCount' is distinct from seen.views
             or content -> 'video' -> 'likeCount' is distinct from seen.likes)
      """;

  /** The user's own words stay, and so does what stands for them in the page. */
  static final String DETAILS =
      """
      with seen as materialized (
        select p.id, v.title, v.description, v.image, cast(v.content as jsonb) as content
        from unnest(cast(:urls as text[]), cast(:titles as text[]), cast(:descriptions as text[]),
                    cast(:images as text[]), cast(:contents as text[]))
             as v(url, title, description, image, content)
      """
          + MINE
          + """
      )
      update project
      set title = case when 'title' = any(edited) then project.title else seen.title end,
          description = case when 'description' = any(edited) then project.description
                        else seen.description end,
          featured_image_url = seen.image,
          content = project.content
            || jsonb_build_object('video', seen.content -> 'video')
            || case when 'description' = any(edited) then jsonb_build_object()
               else jsonb_build_object('blocks', seen.content -> 'blocks') end,
          updated_at = case when (project.title <> seen.title and not 'title' = any(edited))
                              or (project.description <> seen.description
                                  and not 'description' = any(edited))
                       then cast(:now as timestamptz) else updated_at end
      from seen
      where project.id = seen.id
      """;

  /** What is left is what names the video, and the user's own words. */
  static final String STRIP =
      """
      with seen as materialized (
        select p.id, v.video_id
        from unnest(cast(:urls as text[]), cast(:videoIds as text[])) as v(url, video_id)
      """
          + MINE
          + """
      )
      update project
      set title = case when 'title' = any(edited) then title else seen.video_id end,
          description = case when 'description' = any(edited) then description else '' end,
          featured_image_url = null,
          content = content
            || jsonb_build_object('video', jsonb_build_object(
                 'platform', 'youtube', 'videoId', seen.video_id, 'channelId', channel_id,
                 'channelName', '', 'duration', null, 'durationIso', null, 'publishedAt', null,
                 'viewCount', null, 'likeCount', null, 'tags', jsonb_build_array()))
            || case when 'description' = any(edited) then jsonb_build_object()
               else jsonb_build_object('blocks', jsonb_build_array(jsonb_build_object(
                 'type', 'text', 'style', 'body', 'content', ''))) end,
          updated_at = :now
      from seen
      where project.id = seen.id
      """;

  static final String OF =
      """
      select p.id, p.user_id, v.video_id
      from unnest(cast(:urls as text[]), cast(:videoIds as text[])) as v(url, video_id)
      """
          + MINE;

  static final String HIDE =
      """
      update project set private = true, hidden_at = :now, updated_at = :now
      where id = any(cast(:ids as uuid[])) and not private and not 'private' = any(edited)
      """;

  static final String SHOW =
      """
      update project set private = false, hidden_at = null, updated_at = :now
      where id = any(cast(:ids as uuid[])) and hidden_at is not null
      """;

  static final String DELETE = "delete from project where id = any(cast(:ids as uuid[]))";

  private UpkeepSql() {}
}
