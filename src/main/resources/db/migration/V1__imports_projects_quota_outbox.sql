-- An import: one request by one user. The row owns the promise; Kafka only spreads the work.
create table import (
  id               uuid primary key,
  user_id          text        not null,
  request_id       text,
  kind             text        not null check (kind in ('video', 'channel', 'playlist')),
  target           text        not null,
  canonical_target text        not null,
  options          jsonb       not null,
  status           text        not null
    check (status in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled')),
  waiting_reason   text,
  resumes_at       timestamptz,
  title            text,
  cursor           jsonb       not null,
  pending          int         not null default 0,
  imported         int         not null default 0,
  duplicates       int         not null default 0,
  filtered         int         not null default 0,
  unavailable      int         not null default 0,
  failed           int         not null default 0,
  units_reserved   int         not null default 0,
  units_spent      int         not null default 0,
  tries            int         not null default 0,
  error_code       text,
  error_detail     text,
  version          bigint      not null default 1,
  created_at       timestamptz not null,
  started_at       timestamptz,
  progressed_at    timestamptz not null,
  updated_at       timestamptz not null,
  finished_at      timestamptz,
  check ((status = 'waiting') = (resumes_at is not null))
);
-- Idempotency-Key and requestId are one namespace a user.
create unique index import_user_request on import (user_id, request_id);
-- Ids are version 7, so their order is the order of creation.
create index import_user on import (user_id, id desc);
create index import_user_status on import (user_id, status, id desc);
create index import_waiting on import (resumes_at) where status = 'waiting';
create index import_active on import (updated_at) where status in ('queued', 'running');

-- What became of each listed video.
create table import_item (
  import_id  uuid not null references import on delete cascade,
  video_id   text not null,
  seq        bigint generated always as identity,
  outcome    text not null
    check (outcome in ('imported', 'duplicate', 'filtered', 'unavailable', 'failed')),
  reason     text,
  project_id uuid,
  primary key (import_id, video_id)
);
create index import_item_order on import_item (import_id, seq);
create index import_item_outcome on import_item (import_id, outcome, seq);

create table project (
  id                 uuid primary key,
  user_id            text        not null,
  type               text        not null default 'video',
  title              varchar(255) not null,
  description        text        not null,
  slug               text collate "C" not null,
  external_url       text        not null,
  featured_image_url text,
  showcase           boolean     not null,
  private            boolean     not null,
  source_id          uuid,
  tools              text[]      not null default '{}',
  categories         text[]      not null default '{}',
  topics             text[]      not null default '{}',
  content            jsonb       not null,
  channel_id         text        not null,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  constraint project_user_external_url unique (user_id, external_url),
  constraint project_user_slug unique (user_id, slug)
);
create index project_user on project (user_id, id desc);
create index project_user_channel on project (user_id, channel_id);

-- What a user deleted stays deleted.
create table project_tombstone (
  user_id      text        not null,
  external_url text        not null,
  deleted_at   timestamptz not null,
  primary key (user_id, external_url)
);

-- The truth about units spent, written in the commit of what they bought. Days are Pacific.
create table quota_ledger (
  id        bigint generated always as identity primary key,
  day       date        not null,
  bucket    text        not null,
  user_id   text        not null,
  import_id uuid,
  units     int         not null check (units > 0),
  booked_at timestamptz not null
);
create index quota_ledger_day on quota_ledger (day, bucket, user_id) include (units);

-- Records to publish, written in the commit of what they tell.
create table outbox (
  id           bigint generated always as identity primary key,
  topic        text        not null,
  key          text        not null,
  content_type text        not null,
  value        text        not null,
  created_at   timestamptz not null
);
create index outbox_created on outbox (created_at);

-- How a channel was named, and what YouTube said it is.
create table youtube_channel (
  ref        text primary key,
  channel_id text        not null,
  title      text        not null,
  uploads    text        not null,
  fetched_at timestamptz not null
);
