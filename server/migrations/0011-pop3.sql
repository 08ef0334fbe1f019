-- Letters that a POP3 mailbox holds now, by the ids that the server gives them; a letter that has left it leaves this
-- table. `uid` is the number under which receiving knows the letter, as the server's own is over IMAP; it is never given twice.
create table pop3_letters (
  folder_id bigint not null references folders (id) on delete cascade,
  unique_id text not null,
  uid bigint not null,
  -- As the server told it; another size under the same id makes the id doubtful.
  size bigint not null,
  -- When it was committed here: the days until it is deleted there count from this moment.
  received_at timestamptz,
  -- It is here in other bytes only, so it is never deleted there.
  stays boolean not null default false,
  -- The server would not delete it; it is asked again later.
  refused_at timestamptz,
  -- The server has said that it is deleted; the next list proves it.
  deleted_at timestamptz,
  primary key (folder_id, unique_id),
  unique (folder_id, uid)
);
