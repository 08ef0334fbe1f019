-- One row: the switches of «Администрирование → Органайзер». A fresh installation is off.
create table settings (
  only_row boolean primary key default true check (only_row),
  mail_client boolean not null default false,
  html_outgoing boolean not null default true,
  other_interactions boolean not null default false,
  review_flags boolean not null default true,
  organization text not null default '',
  language text not null default 'ru' check (language in ('ru', 'en')),
  updated_at timestamptz not null default now()
);
insert into settings default values;
