-- The index of words reads the whole list of a beginning, however few of the latest tickets are wanted. So its words
-- stand by age: each with the era in which the ticket was changed last, and a search asks era by era (decision 18).

create table ticket_eras (
  era integer not null,
  -- Tickets of earlier eras were changed last before this, or at that moment.
  since timestamptz not null,
  constraint ticket_eras_pkey primary key (era)
);

drop index ticket_hits_words_idx;
drop function ticket_words(bigint, integer);
alter table ticket_hits add column era integer not null default 1;

-- Fifty thousand tickets each (ERA in src/tickets/eras.ts).
update ticket_hits h
set era = placed.era
from (select ticket_id, 1 + (row_number() over (order by updated_at, ticket_id) - 1) / 50000 as era from ticket_hits) placed
where placed.ticket_id = h.ticket_id;
alter table ticket_hits alter column era drop default;
insert into ticket_eras (era, since) values (1, '-infinity');
insert into ticket_eras (era, since) select era, min(updated_at) from ticket_hits where era > 1 group by era;

-- Not immutable by itself: what it returns for a ticket, a version and an era never changes, because whatever changes the
-- words makes another version. Only the triggers below write versions and eras.
create function ticket_words(ticket bigint, version integer, era integer) returns tsvector
language sql immutable parallel safe
begin atomic
  select array_to_tsvector(array(select era || ' ' || word from unnest(tsvector_to_array(words || note_words)) as word))
  from ticket_search where ticket_id = ticket;
end;
-- Without a pending list, as before.
create index ticket_hits_words_idx on ticket_hits using gin (ticket_words(ticket_id, version, era)) with (fastupdate = off);
-- Nothing knows how many have a word of an era; helpers for a few hundred rows take longer than the rows.
alter table ticket_hits set (parallel_workers = 0);

create function current_ticket_era() returns integer
language sql stable parallel safe
return (select max(era) from ticket_eras);

create or replace function index_ticket_words() returns trigger
language plpgsql as $$
begin
  insert into ticket_hits (ticket_id, updated_at, era)
  select id, updated_at, current_ticket_era() from tickets where id = new.ticket_id
  on conflict (ticket_id) do update set version = ticket_hits.version + 1;
  return null;
end $$;

create or replace function touch_ticket_search() returns trigger
language plpgsql as $$
begin
  update ticket_hits set updated_at = new.updated_at, era = current_ticket_era() where ticket_id = new.id;
  return null;
end $$;
