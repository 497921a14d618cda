-- A channel or playlist that a user keeps in sync. It never writes projects: it starts imports.
create table source (
  id              uuid primary key,
  user_id         text        not null,
  kind            text        not null check (kind in ('channel', 'playlist')),
  -- UC… or PL…; what the user wrote; the list of videos it stands for (UU… or PL…).
  target          text        not null,
  written         text        not null,
  list_id         text        not null,
  title           text,
  every           text        not null
    check (every in ('2h', '4h', 'daily', 'manual', 'adaptive')),
  filters         jsonb       not null,
  options         jsonb       not null,
  policy          text        not null check (policy in ('hide', 'keep', 'delete')),
  paused          boolean     not null default false,
  -- Set: what it waits for before it goes on by itself.
  waiting_reason  text        check (waiting_reason in ('reconnect')),
  -- Null: due at once.
  next_check_at   timestamptz,
  -- Whoever took it to be checked has it until then.
  claimed_until   timestamptz,
  last_checked_at timestamptz,
  -- When the whole list was last read to its end.
  last_swept_at   timestamptz,
  last_run        uuid,
  -- Whether its last run saw what only its user's grant shows.
  granted         boolean     not null default false,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  version         bigint      not null default 1,
  constraint source_user_list unique (user_id, list_id)
);
-- Ids are version 7, so their order is the order of creation.
create index source_user on source (user_id, id desc);
create index source_list on source (list_id, id);
create index source_due on source (next_check_at nulls first, id)
  where not paused and waiting_reason is null and every <> 'manual';

-- Every video that was ever seen in a source's list, and what became of it.
create table source_item (
  source_id    uuid        not null references source on delete cascade,
  video_id     text        not null,
  user_id      text        not null,
  state        text        not null
    check (state in ('pending', 'imported', 'duplicate', 'filtered', 'unavailable', 'failed')),
  reason       text,
  rung         text        not null,
  seen_at      timestamptz not null,
  published_at timestamptz,
  decided_at   timestamptz,
  -- How often it was decided the same way in a row.
  tries        int         not null default 0,
  -- When it is looked at again; the next check after that takes it along.
  again_at     timestamptz,
  -- The run that has it in hand; null once that has decided it.
  run_id       uuid,
  project_id   uuid,
  -- The import that decided it.
  import_id    uuid,
  primary key (source_id, video_id)
);
create index source_item_again on source_item (source_id, again_at) where again_at is not null;
create index source_item_run on source_item (run_id) where run_id is not null;
create index source_item_video on source_item (user_id, video_id);
create index source_item_published on source_item (source_id, published_at desc nulls last);

-- What everybody may know of a list that somebody follows: nobody's rows.
create table watched_list (
  list_id             text primary key,
  channel_id          text,
  feed_etag           text,
  feed_modified       text,
  video_count         bigint,
  -- How long the list itself says it is: it counts dead videos too.
  listed_count        bigint,
  listed_at           timestamptz,
  -- Its own rhythm: when it last published, and the seconds that usually lie between.
  newest_published_at timestamptz,
  upload_gap_seconds  bigint,
  pushed_at           timestamptz,
  feed_checked_at     timestamptz,
  counted_at          timestamptz,
  paged_at            timestamptz,
  swept_at            timestamptz,
  feed_misses         int         not null default 0,
  feed_bad_since      timestamptz,
  feed_demoted_until  timestamptz,
  created_at          timestamptz not null
);
create index watched_list_channel on watched_list (channel_id) where channel_id is not null;

-- A run of a source: the import it started, and the rung that made it.
alter table import add column source_id uuid, add column rung text;
create index import_source on import (source_id, id desc) where source_id is not null;
-- What all of a user's imports met of a video.
create index import_item_video on import_item (video_id);

do $$
declare
  name text;
begin
  foreach name in array array['source', 'source_item'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      $policy$
        create policy %I on %I using (
          current_setting('reelport.role', true) = 'worker'
          or (current_setting('reelport.role', true) = 'user'
              and user_id = current_setting('reelport.user', true)))
      $policy$, name || '_own', name);
  end loop;
end $$;
