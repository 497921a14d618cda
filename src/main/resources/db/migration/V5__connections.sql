-- A user's grant to their YouTube. Tokens are encrypted (v1.<key id>.<...>) and bound to user and id.
-- expires_at, refresh_at and leased_until are by this database's clock.
create table connection (
  id            uuid primary key,
  user_id       text        not null unique,
  refresh_token text,
  access_token  text,
  expires_at    timestamptz,
  refresh_at    timestamptz,
  scopes        text        not null,
  channel_id    text,
  channel_title text,
  version       bigint      not null,
  connected_at  timestamptz not null,
  -- Set: Google says that the grant is over, and there is nothing left of it but this row.
  withdrawn_at  timestamptz,
  -- Who is renewing the access token, and until when nobody else does.
  lease         uuid,
  leased_until  timestamptz,
  check ((withdrawn_at is null) = (refresh_token is not null)),
  check ((refresh_token is null) = (access_token is null)),
  check ((refresh_token is null) = (expires_at is null)),
  check ((refresh_token is null) = (refresh_at is null))
);
-- Both tokens of a row are always by the same key.
create index connection_key on connection (split_part(refresh_token, '.', 2), id);

-- A person who was sent to Google and is not back yet. Deleted by whoever comes back with it.
create table consent (
  id         uuid primary key,
  user_id    text        not null,
  expires_at timestamptz not null
);
create index consent_expiry on consent (expires_at);
