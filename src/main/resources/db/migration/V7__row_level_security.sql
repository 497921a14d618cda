-- A user's rows are theirs, even where a query forgets to ask whose they are. Each transaction says
-- for itself, and for no longer, as whom it is there (platform.Sessions):
--   reelport.role  'user': rows of reelport.user and no others; 'worker': all rows
-- Who says nothing sees nothing. FORCE: the owner of the tables is held to it as well.
do $$
declare
  owned constant jsonb := '{
    "import": "user_id", "project": "user_id", "project_tombstone": "user_id",
    "quota_ledger": "user_id", "connection": "user_id", "consent": "user_id", "outbox": "key"}';
  name text;
begin
  for name in select jsonb_object_keys(owned) loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      $policy$
        create policy %I on %I using (
          current_setting('reelport.role', true) = 'worker'
          or (current_setting('reelport.role', true) = 'user'
              and %I = current_setting('reelport.user', true)))
      $policy$, name || '_own', name, owned ->> name);
  end loop;
end $$;

-- An item is whose its import is; the import's own policy decides.
alter table import_item enable row level security;
alter table import_item force row level security;
create policy import_item_own on import_item using (
  current_setting('reelport.role', true) = 'worker'
  or (current_setting('reelport.role', true) = 'user'
      and exists (select from import i where i.id = import_id)));
