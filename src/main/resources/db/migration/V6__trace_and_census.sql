-- How many imports have not ended, by state: answered from this index alone, whatever has ended.
create index import_open on import (status, waiting_reason) include (in_turn, tries, progressed_at)
  where status in ('queued', 'running', 'waiting');

-- The trace a record belongs to (W3C traceparent), where somebody follows it.
alter table outbox add column traceparent text;
