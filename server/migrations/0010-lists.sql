-- A folded list tells of each thread how much of it is left to review: without this it would walk the whole thread.
create index interactions_thread_to_review on interactions (thread_id) where not reviewed;

-- Places in lists are told to the millisecond.
update interactions set date = date_trunc('milliseconds', date) where date <> date_trunc('milliseconds', date);

-- How many interactions of an account are not reviewed: the sum of its rows, as a rule one. Whoever changes the number
-- folds the rows that nobody else holds into his own, and so never waits for anybody.
create table account_unreviewed (
  account_id bigint not null references accounts (id) on delete cascade,
  count integer not null
);
create index account_unreviewed_account on account_unreviewed (account_id);

insert into account_unreviewed (account_id, count)
select account_id, count(*) from interactions where not reviewed and account_id is not null group by account_id;

create function add_unreviewed(account bigint, difference integer) returns void language sql as $$
  with folded as (
    delete from account_unreviewed where ctid = any(array(
      select ctid from account_unreviewed where account_id = account limit 100 for update skip locked))
    returning count
  )
  insert into account_unreviewed (account_id, count)
  select account, difference + coalesce((select sum(count) from folded), 0)
  where exists (select from accounts where id = account);
$$;

create function count_unreviewed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform add_unreviewed(account_id, count(*)::integer) from new_rows
    where not reviewed and account_id is not null group by account_id;
  elsif tg_op = 'DELETE' then
    perform add_unreviewed(account_id, -count(*)::integer) from old_rows
    where not reviewed and account_id is not null group by account_id;
  else
    perform add_unreviewed(account_id, sum(difference)::integer) from (
      select account_id, 1 as difference from new_rows where not reviewed
      union all select account_id, -1 from old_rows where not reviewed
    ) changes where account_id is not null group by account_id having sum(difference) <> 0;
  end if;
  return null;
end
$$;

-- Here and not where interactions are written: there are many such places, and one that forgets would go unnoticed.
create trigger interactions_inserted after insert on interactions
  referencing new table as new_rows for each statement execute function count_unreviewed();
create trigger interactions_updated after update on interactions
  referencing old table as old_rows new table as new_rows for each statement execute function count_unreviewed();
create trigger interactions_deleted after delete on interactions
  referencing old table as old_rows for each statement execute function count_unreviewed();
