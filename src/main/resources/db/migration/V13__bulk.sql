-- Many imports asked for at once. How far they are, they tell themselves: this row never changes.
create table bulk_import (
  id         uuid        primary key,
  user_id    text        not null,
  -- A namespace of its own beside those of imports.
  request_id text,
  -- What was asked for, so that a repeat of the key can be told from another request.
  digest     text        not null,
  targets    int         not null,
  duplicates int         not null,
  invalid    jsonb       not null,
  created_at timestamptz not null
);
create unique index bulk_import_user_request on bulk_import (user_id, request_id);
create index bulk_import_user on bulk_import (user_id, id desc);

alter table import add column bulk_id uuid;
create index import_bulk on import (bulk_id, id) where bulk_id is not null;

alter table bulk_import enable row level security;
alter table bulk_import force row level security;
create policy of_user on bulk_import to reelport_user
  using (user_id = current_setting('reelport.user', true));
create policy of_worker on bulk_import to reelport_worker using (true);
