create sequence thread_ids as bigint;

create table records (
  id bigint generated always as identity primary key,
  type text not null,
  external_id text not null,
  title text not null,
  url text,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (type, external_id)
);

-- A letter's content, stored once by the hash of its bytes, whatever mailboxes it lies in.
create table messages (
  id bigint generated always as identity primary key,
  content_hash bytea not null unique,
  internet_message_id text,
  sent_at timestamptz,
  subject text not null,
  snippet text not null,
  -- {from, sender, replyTo, to, cc, bcc}: arrays of {name, address}.
  people jsonb not null,
  -- Part tree by byte offsets of the source.
  parts jsonb not null,
  size integer not null,
  has_html boolean not null,
  has_attachments boolean not null,
  importance text not null check (importance in ('low', 'normal', 'high')),
  defects text[] not null default '{}'
);

create table message_sources (
  message_id bigint primary key references messages (id) on delete cascade,
  encoding text not null check (encoding in ('zstd', 'identity')),
  bytes bytea not null
);
alter table message_sources alter column bytes set storage external;

-- The spine: one message in one account (or none) with its own folders, flags, record and rights; all other kinds too.
create table interactions (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('email', 'call', 'meeting', 'sms', 'planned')),
  direction text not null check (direction in ('incoming', 'outgoing', 'internal')),
  account_id bigint references accounts (id) on delete cascade,
  message_id bigint references messages (id),
  thread_id bigint not null,
  basis_id bigint references interactions (id) on delete set null,
  -- How far the basis stands in the letter's own list of references; a nearer one that arrives later takes its place.
  basis_distance smallint,
  record_id bigint references records (id),
  record_source text check (record_source in ('basis', 'answer', 'person')),
  date timestamptz not null,
  received_at timestamptz not null,
  reviewed boolean not null default false,
  review_after timestamptz,
  assignee_id text references users (id),
  status text check (status in ('draft', 'outgoing', 'sent')),
  proved boolean not null default true,
  version bigint not null default 1,
  unique (account_id, message_id)
);
create index interactions_account_date on interactions (account_id, date desc, id desc);
create index interactions_thread on interactions (thread_id, date, id);
create index interactions_basis on interactions (basis_id) where basis_id is not null;
create index interactions_record on interactions (record_id, date desc, id desc) where record_id is not null;
create index interactions_assignee on interactions (assignee_id, date desc, id desc) where assignee_id is not null;
create index interactions_to_review on interactions (account_id, date desc, id desc) where not reviewed;
-- States and kinds that few are in: without an index of their own a list of them would walk the whole mailbox.
create index interactions_postponed on interactions (account_id, date desc, id desc) where review_after is not null;
create index interactions_unproved on interactions (account_id, date desc, id desc) where not proved;
create index interactions_no_letter on interactions (account_id, date desc, id desc) where kind <> 'email';
create index interactions_message on interactions (message_id);

-- Ids by which letters know each other: distance 0 is the letter's own, then what it refers to, nearest first.
create table letter_keys (
  key uuid not null,
  interaction_id bigint not null references interactions (id) on delete cascade,
  distance smallint not null
);
create index letter_keys_key on letter_keys (key, distance, interaction_id);
create index letter_keys_interaction on letter_keys (interaction_id);

-- Where a letter lies: the same interaction may have several (labels, copies).
create table placements (
  folder_id bigint not null references folders (id) on delete cascade,
  uid_validity bigint not null,
  uid bigint not null,
  interaction_id bigint not null references interactions (id) on delete cascade,
  date timestamptz not null,
  flags text[] not null default '{}',
  primary key (folder_id, uid_validity, uid)
);
create index placements_folder_date on placements (folder_id, date desc, interaction_id desc);
create index placements_interaction on placements (interaction_id);

-- Letters of the server that are deliberately no interaction; their source is kept in messages.
create table skipped_letters (
  id bigint generated always as identity primary key,
  folder_id bigint not null references folders (id) on delete cascade,
  uid_validity bigint not null,
  uid bigint not null,
  message_id bigint not null references messages (id),
  reason text not null,
  -- The letter's own key: a twin with it in Sent or the outbox is looked for when the list is shown, for it may come later.
  key uuid not null,
  received_at timestamptz not null,
  flags text[] not null default '{}',
  skipped_at timestamptz not null default now(),
  -- A person, or the account's setting, wanted it all the same; the row stays so that the letter is not skipped again.
  loaded_at timestamptz,
  -- It has left the server since; the row and the source stay.
  gone_at timestamptz,
  unique (folder_id, uid_validity, uid)
);

create index skipped_letters_message on skipped_letters (message_id);

-- Letters that the database refused even alone and cleaned; source and reason, waiting for a person.
create table quarantine (
  id bigint generated always as identity primary key,
  folder_id bigint not null references folders (id) on delete cascade,
  uid_validity bigint not null,
  uid bigint not null,
  encoding text not null check (encoding in ('zstd', 'identity')),
  source bytea not null,
  reason text not null,
  detail text not null,
  received_at timestamptz not null,
  flags text[] not null default '{}',
  attempts integer not null default 1,
  quarantined_at timestamptz not null default now(),
  -- It has left the server since; the row and the source stay.
  gone_at timestamptz,
  unique (folder_id, uid_validity, uid)
);
alter table quarantine alter column source set storage external;
