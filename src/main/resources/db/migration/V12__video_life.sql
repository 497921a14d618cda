alter table project
  -- Whether it was made of what only its user's grant shows, or shows anyway.
  add column by_grant boolean not null default false,
  -- Since when we hide it, because YouTube no longer shows the video; not by its user's wish.
  add column hidden_at timestamptz;
create index project_external_url on project (external_url);

-- When YouTube was last asked about a video that somebody's project shows, and what came of it.
create table video_life (
  video_id      text        not null,
  -- By whose grant it is asked for; empty: as everybody sees it.
  viewer        text        not null,
  -- When YouTube last described it.
  details_at    timestamptz not null,
  next_check_at timestamptz not null,
  -- When YouTube was last asked, or should have been, in vain.
  tried_at      timestamptz,
  -- Since when YouTube does not show it; gone: since when that is certain.
  missing_since timestamptz,
  gone_at       timestamptz,
  -- Since when its projects have nothing of YouTube's any more: it was too old.
  stripped_at   timestamptz,
  -- When somebody said that it has changed.
  hinted_at     timestamptz,
  primary key (video_id, viewer)
);
create index video_life_due on video_life (next_check_at);
create index video_life_details on video_life (details_at) where stripped_at is null;

-- Up to which project, by the order of their ids, videos are in the table above.
create table video_life_mark (
  one        boolean primary key default true check (one),
  project_id uuid    not null
);
insert into video_life_mark (project_id) values ('00000000-0000-0000-0000-000000000000');

-- Nobody's business but the service's own.
alter table video_life enable row level security;
alter table video_life force row level security;
create policy of_worker on video_life to reelport_worker using (true);
