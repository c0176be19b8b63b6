-- When a ticket last changed in a way its customers see: what their lists are ordered by, and the time they read. With
-- updated_at a note or an assignment would tell them that something goes on which they may not know of.
alter table tickets add column public_at timestamptz not null default now();
update tickets
set public_at = coalesce(
  (select max(messages.created_at) from messages where messages.ticket_id = tickets.id and messages.public),
  tickets.created_at
);
create index tickets_requester_public_idx on tickets (requester_id, public_at, id);
create index tickets_company_public_idx on tickets (company_id, public_at, id) where company_id is not null;

create function touch_public() returns trigger
language plpgsql as $$
begin
  update tickets
  set public_at = shown.written_at
  from (select ticket_id, max(created_at) as written_at from written where public group by ticket_id) as shown
  where tickets.id = shown.ticket_id
    -- Not for the first message, which is as old as its ticket.
    and tickets.public_at < shown.written_at;
  return null;
end $$;
create trigger messages_written after insert on messages
  referencing new table as written
  for each statement execute function touch_public();
