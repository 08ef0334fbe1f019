create table accounts (
  id bigint generated always as identity primary key,
  name text not null,
  sender_name text not null default '',
  address text not null,
  scope text not null default 'shared' check (scope in ('shared', 'personal')),
  owner_id text references users (id),
  use_for_sending boolean not null,
  use_for_receiving boolean not null,
  incoming_protocol text check (incoming_protocol in ('imap', 'pop3')),
  incoming_host text,
  incoming_port integer,
  incoming_security text check (incoming_security in ('tls', 'starttls', 'none')),
  incoming_user text,
  -- Sealed with the key that lies outside the database; the same for the outgoing one.
  incoming_password text,
  incoming_secure_auth boolean not null default false,
  incoming_fingerprint text,
  keep_copies boolean not null default true,
  delete_after_days integer not null default 0,
  outgoing_host text,
  outgoing_port integer,
  outgoing_security text check (outgoing_security in ('tls', 'starttls', 'none')),
  outgoing_user text,
  outgoing_password text,
  outgoing_secure_auth boolean not null default false,
  outgoing_fingerprint text,
  receive_first boolean not null default false,
  timeout_seconds integer not null default 30,
  aliases text[] not null default '{}',
  load_self_addressed boolean not null default false,
  private_host_confirmed boolean not null default false,
  checked boolean not null default false,
  checked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint personal_has_owner check (scope = 'shared' or owner_id is not null)
);
-- One shared account per address, and one personal account per address and owner.
create unique index accounts_shared_address on accounts (lower(address)) where scope = 'shared';
create unique index accounts_personal_address on accounts (owner_id, lower(address)) where scope = 'personal';

create table account_grants (
  account_id bigint not null references accounts (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  send boolean not null default true,
  manage boolean not null default false,
  primary key (account_id, user_id)
);
create index account_grants_user on account_grants (user_id);

-- How receiving fares, apart from the account so that it changes often without touching it. Who serves an account holds
-- a session's advisory lock on its id: a process that dies lets go of it at once.
create table account_receiving (
  account_id bigint primary key references accounts (id) on delete cascade,
  state text not null default 'waiting' check (state in ('off', 'waiting', 'connecting', 'syncing', 'idle', 'failed')),
  since timestamptz not null default now(),
  error_code text,
  error_detail text,
  failures integer not null default 0,
  next_try timestamptz,
  last_success timestamptz,
  first_sync_done boolean not null default false,
  requested_at timestamptz
);
