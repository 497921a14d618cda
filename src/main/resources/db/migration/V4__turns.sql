-- A user's imports of lists take turns: a few of them are worked on, the others are queued without
-- a step until one of them ends or waits. What an import still wants to spend decides the shares of
-- a budget that is not enough for all.
alter table import
  add column in_turn boolean not null default true,
  add column units_wanted int not null default 0;
create index import_lists on import (user_id) include (units_wanted, status, in_turn, resumes_at)
  where kind <> 'video' and status in ('queued', 'running', 'waiting');
create index import_out_of_turn on import (user_id, id) where status = 'queued' and not in_turn;

-- Whether older records of a key are still to be published.
create index outbox_key on outbox (key, id);
