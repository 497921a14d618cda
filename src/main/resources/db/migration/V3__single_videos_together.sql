-- Single videos are taken many at a time. Whoever took them has them until then; after that, others
-- may take them.
alter table import add column claimed_until timestamptz;

create index import_single on import (user_id, id)
  where kind = 'video' and status in ('queued', 'running');
create index import_claimed on import (claimed_until) where claimed_until is not null;
