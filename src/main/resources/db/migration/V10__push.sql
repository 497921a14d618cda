-- What the hub was asked to tell us of: one subscription a channel, for all who follow it.
create table push_subscription (
  channel_id   text primary key,
  -- The last part of the address the hub calls; nobody else knows it.
  token        text        not null unique,
  -- What notifications are signed with: follows from this and the key of that id; without a key it
  -- is the salt itself.
  salt         text        not null,
  key_id       text,
  state        text        not null check (state in ('wanted', 'asked', 'active', 'ending')),
  lease_until  timestamptz,
  -- When there is something to be asked of the hub.
  next_at      timestamptz not null,
  -- Tries in a row that came to nothing.
  tries        int         not null default 0,
  -- The latest change that was told; what is older was told before.
  news_at      timestamptz,
  notified_at  timestamptz,
  created_at   timestamptz not null
);
create index push_subscription_due on push_subscription (next_at);

-- How discovery does, beside what watched_list says already.
alter table watched_list
  add column feed_good_at timestamptz,
  -- Videos seen for the first time since the last count.
  add column seen_since int not null default 0,
  -- Sweeps in a row because of a gap that no page explained.
  add column gap_sweeps int not null default 0;
create index watched_list_counted on watched_list (counted_at)
  where channel_id is not null and counted_at is not null;

-- With all that tells what is due, so that the table itself is only read for what is taken.
create index source_claim on source (next_check_at, id) include (claimed_until)
  where not paused and waiting_reason is null and every <> 'manual';
