-- Whether a reader may have pictures of other servers shown in a letter.
alter table settings add column outside_content boolean not null default true;
