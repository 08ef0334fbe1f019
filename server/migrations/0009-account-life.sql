alter table accounts
  -- The one that the program itself writes from.
  add column is_system boolean not null default false,
  -- A person has stopped receiving; it goes on from where it stood.
  add column paused boolean not null default false,
  -- A personal account whose letters stay shut until the password of the mailbox is typed again.
  add column locked boolean not null default false,
  -- Receiving waits until a person has said which of the letters that lie there are wanted.
  add column awaits_choice boolean not null default false,
  -- Letters that arrived on the server before are left there.
  add column load_since timestamptz,
  -- Removed, with its letters kept: nothing is exchanged any more and no password is stored.
  add column closed_at timestamptz,
  add constraint system_is_shared check (not is_system or scope = 'shared');

create unique index accounts_system on accounts (is_system) where is_system;

-- An address whose account was closed may be set up anew.
drop index accounts_shared_address;
drop index accounts_personal_address;
create unique index accounts_shared_address on accounts (lower(address)) where scope = 'shared' and closed_at is null;
create unique index accounts_personal_address on accounts (owner_id, lower(address))
  where scope = 'personal' and closed_at is null;

-- A letter from before the chosen date is on the list by its number alone: its bytes were never fetched.
alter table skipped_letters alter column message_id drop not null;
alter table skipped_letters alter column key drop not null;
