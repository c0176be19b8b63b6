-- The words of a message. Long ones are cut (an index cannot hold them, and nobody types them), and so are long
-- messages: what is written after a hundred thousand characters is a pasted log.
create function text_words(value text) returns tsvector
language sql immutable parallel safe
begin atomic
  select array_to_tsvector(coalesce(array_agg(distinct left(word, 60)), '{}'))
  from string_to_table(
    translate(fold(left(coalesce(value, ''), 100000)), U&'\000A\000D\0009\2026=~%$^`', '          '), ' '
  ) as word
  where word <> '';
end;

-- What a ticket is found by, apart from the ticket so that changing its state does not index all its words again.
-- Notes are kept separately: a customer must not find by words that only a note has.
create table ticket_search (
  ticket_id bigint not null,
  -- Number, subject, requester, company, replies.
  words tsvector not null,
  note_words tsvector not null default '',
  -- The ticket's, so that the latest hits are known without looking at all the tickets. No index has it and the
  -- pages keep room, so that writing it is cheap.
  updated_at timestamptz not null,
  constraint ticket_search_pkey primary key (ticket_id),
  constraint ticket_search_ticket_id_fkey foreign key (ticket_id) references tickets (id) on delete cascade
) with (fillfactor = 85);
-- Without a pending list: a reply adds its words at once (some milliseconds), and no search or reply ever has to
-- work off what others left.
create index ticket_search_words_idx on ticket_search using gin ((words || note_words)) with (fastupdate = off);

create function touch_ticket_search() returns trigger
language plpgsql as $$
begin
  update ticket_search set updated_at = new.updated_at where ticket_id = new.id;
  return null;
end $$;
create trigger tickets_touched after update of updated_at on tickets
  for each row when (old.updated_at is distinct from new.updated_at) execute function touch_ticket_search();

-- Tickets whose requester or company is called otherwise now. A job makes their words again: an import that
-- renames a million people must not wait for it. Duplicates are welcome, they cost less than a unique index on which
-- transactions would wait for each other.
create table ticket_search_stale (
  id bigint generated always as identity,
  ticket_id bigint not null,
  constraint ticket_search_stale_pkey primary key (id)
);

create function mark_renamed_requesters() returns trigger
language plpgsql as $$
begin
  insert into ticket_search_stale (ticket_id)
  select tickets.id
  from after_change
  join before_change using (id)
  join tickets on tickets.requester_id = after_change.id
  where after_change.words is distinct from before_change.words;
  return null;
end $$;
create trigger users_renamed after update on users
  referencing old table as before_change new table as after_change
  for each statement execute function mark_renamed_requesters();

create function mark_renamed_companies() returns trigger
language plpgsql as $$
begin
  insert into ticket_search_stale (ticket_id)
  select tickets.id
  from after_change
  join before_change using (id)
  join tickets on tickets.company_id = after_change.id
  where after_change.words is distinct from before_change.words;
  return null;
end $$;
create trigger companies_renamed after update on companies
  referencing old table as before_change new table as after_change
  for each statement execute function mark_renamed_companies();
