-- Who did what. Written in the transaction of the deed, and never changed: whoever may write may do
-- nothing else, and only the service itself reads.
create table audit_entry (
  id      uuid primary key,
  at      timestamptz not null,
  -- The subject of the caller's token; null where Google or the service itself did it.
  actor   text,
  -- Whose connection or source it is; null for what is everybody's.
  user_id text,
  action  text not null,
  subject text not null,
  detail  text
);
create index audit_entry_user on audit_entry (user_id, id desc);

alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy of_user on audit_entry for insert to reelport_user
  with check (user_id = current_setting('reelport.user', true));
create policy of_worker on audit_entry for insert to reelport_worker with check (true);
create policy read_by_worker on audit_entry for select to reelport_worker using (true);
revoke select, update, delete on audit_entry from reelport_user;
revoke update, delete on audit_entry from reelport_worker;
