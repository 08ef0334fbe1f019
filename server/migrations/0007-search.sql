-- Search apart from the rows it finds: narrow, lexemes computed by ingest, the b-tree by date for words that many have.
create table search (
  interaction_id bigint primary key references interactions (id) on delete cascade,
  account_id bigint,
  date timestamptz not null,
  tsv tsvector not null
) with (toast_tuple_target = 8160);
alter table search alter column tsv set storage main;
-- New rows wait in a list of up to 64 MB, which searches read too: merging them one by one costs a first sync several times more.
create index search_tsv on search using gin (tsv) with (gin_pending_list_limit = 65536);
create index search_account_date on search (account_id, date desc, interaction_id desc);
