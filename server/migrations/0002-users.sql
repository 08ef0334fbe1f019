-- Who signs in. The id is opaque text.
create table users (
  id text primary key default gen_random_uuid()::text,
  name text not null,
  email text not null,
  role text not null default 'user' check (role in ('administrator', 'user')),
  language text not null default 'ru' check (language in ('ru', 'en')),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));

-- Apart from the users, so that nobody who lists them reads hashes. argon2id in its own text form.
create table passwords (
  user_id text primary key references users (id) on delete cascade,
  hash text not null,
  changed_at timestamptz not null default now()
);

-- Signed-in browsers. Only the SHA-256 of the cookie is kept: a copy of the table signs nobody in.
create table sessions (
  id bigint generated always as identity primary key,
  user_id text not null references users (id) on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

-- Bearer tokens of programs, kept as SHA-256 likewise.
create table api_tokens (
  id bigint generated always as identity primary key,
  user_id text not null references users (id) on delete cascade,
  name text not null,
  scopes text[] not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz
);
create index api_tokens_user on api_tokens (user_id);

-- Attempts to sign in per client address and per e-mail, so that the limit holds over all nodes.
create table sign_in_attempts (
  key text not null,
  attempted_at timestamptz not null default now()
);
create index sign_in_attempts_key on sign_in_attempts (key, attempted_at);
create index sign_in_attempts_age on sign_in_attempts (attempted_at);
