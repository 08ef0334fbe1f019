create table folders (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  path text not null,
  name text not null,
  delimiter text,
  role text not null,
  subscribed boolean not null default false,
  loaded boolean not null,
  reason text not null,
  -- The cursor: UIDs in [low, high] of this UIDVALIDITY are committed here; null before the first batch.
  uid_validity bigint,
  low_uid bigint,
  high_uid bigint,
  highest_modseq bigint,
  backfill_done boolean not null default false,
  -- When the folder was read to its end for the first time; letters seen elsewhere before that arrive as reviewed.
  first_read_at timestamptz,
  server_count integer,
  local_count integer not null default 0,
  total_count integer not null default 0,
  unreviewed_count integer not null default 0,
  last_success timestamptz,
  error_code text,
  error_at timestamptz,
  gone_at timestamptz,
  unique (account_id, path)
);
