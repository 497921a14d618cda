-- A user's rows are theirs, even where a query forgets to ask whose they are. The service's login
-- has no rights of its own; each transaction takes on one of two roles, for itself alone
-- (platform.Sessions):
--   reelport_user    rows of the user that the setting reelport.user names, and no others
--   reelport_worker  all rows: steps, timers, what nobody asked for
-- Whoever takes on neither sees nothing. FORCE: the owner of the tables is held to it as well.
do $$
declare
  role name;
  alone constant text := case when current_setting('server_version_num')::int >= 160000
                              then ' with inherit false' else '' end;
begin
  foreach role in array '{reelport_user, reelport_worker}'::name[] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I', role);
      execute format('grant %I to current_user', role) || alone;
    end if;
    execute format('grant select, insert, update, delete on all tables in schema %I to %I',
                   current_schema(), role);
    execute format('alter default privileges in schema %I'
                   || ' grant select, insert, update, delete on tables to %I',
                   current_schema(), role);
  end loop;
exception when insufficient_privilege then
  raise exception 'The roles reelport_user and reelport_worker are missing, and % may not create '
    'them. Create them, and make the service''s own role a member of both: README.md, "Run it".',
    current_user;
end $$;

-- The service looks, as itself, whether the schema is the one it needs.
grant select on "${flyway:table}" to public;

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
    execute format('create policy of_user on %I to reelport_user'
                   || ' using (%I = current_setting(''reelport.user'', true))',
                   name, owned ->> name);
    execute format('create policy of_worker on %I to reelport_worker using (true)', name);
  end loop;
end $$;

-- An item is whose its import is; the import's own policy decides.
alter table import_item enable row level security;
alter table import_item force row level security;
create policy of_user on import_item to reelport_user
  using (exists (select from import i where i.id = import_id));
create policy of_worker on import_item to reelport_worker using (true);
