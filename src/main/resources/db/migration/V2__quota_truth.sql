-- How often a day's counters in Redis were opened. The first time nothing can be missing; the token
-- is the one Redis gave for it, so that openers at the same time make one opening.
create table quota_opening (
  day       date primary key,
  opening   int         not null,
  token     text        not null,
  opened_at timestamptz not null default now()
);

-- What an instance may have charged and not booked: what is missing when a Redis comes back empty.
-- Settled: everything it charged before that opening of that day is booked.
create table quota_allowance (
  instance        uuid primary key,
  from_day        date        not null,
  through_day     date        not null,
  units           int         not null check (units > 0),
  settled_day     date,
  settled_opening int,
  booked_at       timestamptz not null default now()
);

-- Budgets whose warning was published that day.
create table quota_high (
  day     date not null,
  scope   text not null,
  subject text not null,
  told_at timestamptz not null default now(),
  primary key (day, scope, subject)
);

-- A booking enters the ledger once, however often its commit is repeated.
alter table quota_ledger
  add column booking uuid not null default gen_random_uuid(),
  add column opening int  not null default 1;
create unique index quota_ledger_booking on quota_ledger (booking, day, bucket, opening);
drop index quota_ledger_day;
create index quota_ledger_day on quota_ledger (day, bucket, user_id) include (opening, units);
