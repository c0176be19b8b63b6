-- How far each person has read a ticket: what is newer is marked in their lists.
create table ticket_looks (
  ticket_id bigint not null,
  -- No foreign key, as with group_members.
  user_id bigint not null,
  -- The last message that was on their screen.
  message_id bigint not null,
  constraint ticket_looks_pkey primary key (ticket_id, user_id),
  constraint ticket_looks_ticket_id_fkey foreign key (ticket_id) references tickets (id) on delete cascade
);
