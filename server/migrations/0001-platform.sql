-- Processes that run jobs. The locks of one that is dead, or has stopped renewing its row, are taken from its workers.
create table worker_heartbeats (
  node_id uuid primary key,
  worker_ids text[] not null,
  boot_id text not null,
  pid_namespace text not null,
  pid integer not null,
  start_ticks text not null,
  beaten_at timestamptz not null default now()
);

-- One row: which key the sealed secrets of this database were made with.
create table secret_key_check (
  only_row boolean primary key default true check (only_row),
  key_id text not null,
  created_at timestamptz not null default now()
);
