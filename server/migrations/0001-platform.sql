-- Who runs jobs and lives: the locks of a worker that has stopped renewing its row are taken from it.
create table worker_heartbeats (
  worker_id text primary key,
  beaten_at timestamptz not null default now()
);
create index worker_heartbeats_beaten on worker_heartbeats (beaten_at);

-- One row: which key the sealed secrets of this database were made with, and a sample sealed by it.
create table secret_key_check (
  only_row boolean primary key default true check (only_row),
  key_id text not null,
  sample text not null,
  created_at timestamptz not null default now()
);
