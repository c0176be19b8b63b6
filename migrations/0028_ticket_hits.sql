-- Where the tickets with a word are. The index of all words lists a beginning page by page, and the words of a ticket are
-- long: seven tickets on a page of theirs, 150 here. So it stands on rows that have nothing but what the order needs,
-- and the words themselves stay in `ticket_search`.

-- Not immutable by itself: what it returns for a ticket and a version never changes, because whatever changes the words
-- makes another version. Only the trigger below writes versions.
create function ticket_words(ticket bigint, version integer) returns tsvector
language sql immutable parallel safe
begin atomic
  select words || note_words from ticket_search where ticket_id = ticket;
end;

create table ticket_hits (
  ticket_id bigint not null,
  version integer not null default 1,
  -- The ticket's, so that the latest hits are known without looking at all the tickets. No index has it and the
  -- pages keep room, so that writing it is cheap.
  updated_at timestamptz not null,
  constraint ticket_hits_pkey primary key (ticket_id),
  constraint ticket_hits_ticket_id_fkey foreign key (ticket_id) references tickets (id) on delete cascade
) with (fillfactor = 85);
insert into ticket_hits (ticket_id, updated_at) select ticket_id, updated_at from ticket_search;

drop index ticket_search_words_idx;
alter table ticket_search drop column updated_at;
-- Without a pending list, as before.
create index ticket_hits_words_idx on ticket_hits using gin (ticket_words(ticket_id, version)) with (fastupdate = off);

create function index_ticket_words() returns trigger
language plpgsql as $$
begin
  insert into ticket_hits (ticket_id, updated_at)
  select id, updated_at from tickets where id = new.ticket_id
  on conflict (ticket_id) do update set version = ticket_hits.version + 1;
  return null;
end $$;
create trigger ticket_words_changed after insert or update of words, note_words on ticket_search
  for each row execute function index_ticket_words();

create or replace function touch_ticket_search() returns trigger
language plpgsql as $$
begin
  update ticket_hits set updated_at = new.updated_at where ticket_id = new.id;
  return null;
end $$;
