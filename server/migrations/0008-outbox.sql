-- What is being written: an interaction without a message yet. The row stays until the letter is sent, so that what could
-- not go, or was taken back, is a draft again.
create table drafts (
  interaction_id bigint primary key references interactions (id) on delete cascade,
  author_id text references users (id) on delete set null,
  mode text not null check (mode in ('new', 'reply', 'reply-all', 'forward', 'forward-as-attachment')),
  -- {to, cc, bcc}: arrays of {name, address}, as typed.
  recipients jsonb not null,
  subject text not null,
  snippet text not null,
  body_text text not null,
  -- Null: plain text. As written; what is shown of it passes the sanitiser.
  body_html text,
  importance text not null default 'normal' check (importance in ('low', 'normal', 'high')),
  -- The letter that is answered, below the text in one piece; made when the draft was, for the letter may go.
  with_quote boolean not null,
  quote_text text,
  quote_html text,
  -- What ties the letter to the one above it: {messageId, inReplyTo, references, threadIndex, subject}; null for a new one.
  parent jsonb
);

create index interactions_status on interactions (account_id, date desc, id desc) where status is not null;

-- Files of a draft: bytes of its own in pieces, or a part of a letter that is here already, which is not stored twice.
create table uploads (
  id bigint generated always as identity primary key,
  interaction_id bigint not null references drafts (interaction_id) on delete cascade,
  name text not null,
  type text not null,
  charset text,
  size bigint not null default 0,
  -- Not null: a picture that the HTML shows by this Content-ID.
  content_id text,
  -- A picture of the quoted letter: goes along with the quote alone.
  of_quote boolean not null default false,
  -- False while its bytes are coming in.
  whole boolean not null default false,
  message_id bigint references messages (id),
  -- {start, end, encoding} in the source of that message; null: the whole source.
  part jsonb,
  created_at timestamptz not null default now()
);
create index uploads_interaction on uploads (interaction_id, id);
create index uploads_message on uploads (message_id) where message_id is not null;

create table upload_pieces (
  upload_id bigint not null references uploads (id) on delete cascade,
  number integer not null,
  bytes bytea not null,
  primary key (upload_id, number)
);
alter table upload_pieces alter column bytes set storage external;

-- Letters that were asked to be sent: one row a letter, one state machine.
create table outbox (
  interaction_id bigint primary key references interactions (id) on delete cascade,
  state text not null check (
    state in ('scheduled', 'queued', 'sending', 'unconfirmed', 'sent', 'partly', 'failed', 'cancelled')),
  send_at timestamptz not null,
  -- Tries since it was last asked for; names the try that may still write here.
  attempts integer not null default 0,
  -- The end of the letter may have left: without an answer nobody knows whether it was taken.
  handed_at timestamptz,
  next_try timestamptz,
  failure jsonb,
  sent_at timestamptz,
  sent_copy text not null default 'none' check (
    sent_copy in ('none', 'waiting', 'stored', 'by-provider', 'no-folder', 'no-receiving', 'failed')),
  sent_copy_code text,
  sent_copy_detail text not null default '',
  requested_by text references users (id) on delete set null,
  requested_at timestamptz not null default now()
);

create table outbox_recipients (
  interaction_id bigint not null references outbox (interaction_id) on delete cascade,
  place integer not null,
  kind text not null check (kind in ('to', 'cc', 'bcc')),
  name text not null,
  -- As the server is told it: the domain in ASCII.
  address text not null,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'deferred', 'refused', 'unconfirmed')),
  reply_code integer,
  detail text not null default '',
  primary key (interaction_id, place)
);

-- One row for each press of the button: the same key again is the same wish.
create table send_requests (
  user_id text not null references users (id) on delete cascade,
  key text not null,
  interaction_id bigint not null references interactions (id) on delete cascade,
  requested_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index send_requests_interaction on send_requests (interaction_id);

-- Other bytes under which a server keeps a letter that we sent: providers store copies of their own.
create table sent_copies (
  account_id bigint not null references accounts (id) on delete cascade,
  content_hash bytea not null,
  interaction_id bigint not null references interactions (id) on delete cascade,
  primary key (account_id, content_hash)
);
create index sent_copies_interaction on sent_copies (interaction_id);

-- How large a letter the server of an account takes (RFC 1870), as it last said.
create table smtp_limits (
  account_id bigint primary key references accounts (id) on delete cascade,
  letter_bytes bigint not null,
  seen_at timestamptz not null default now()
);

-- Addresses of an account's letters, for completion; a job keeps it up with the letters.
create table known_addresses (
  account_id bigint not null references accounts (id) on delete cascade,
  -- In lower case.
  address text not null,
  name text not null,
  letters integer not null,
  -- Letters that we wrote to it.
  written integer not null,
  last_at timestamptz not null,
  primary key (account_id, address)
);

create table known_address_progress (
  account_id bigint primary key references accounts (id) on delete cascade,
  -- Interactions up to this id are counted.
  last_id bigint not null
);
