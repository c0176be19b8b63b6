-- A contact's right to the tickets of the whole company.
alter table users add column company_tickets boolean not null default false;

create table ticket_states (
  id bigint generated always as identity,
  base text not null,
  name_cs text not null,
  name_en text not null,
  position integer not null default 0,
  active boolean not null default true,
  constraint ticket_states_pkey primary key (id),
  -- For the tickets' foreign key: it keeps a ticket's base equal to its state's.
  constraint ticket_states_base_key unique (id, base),
  constraint ticket_states_base_check check (base in ('new', 'open', 'waiting_customer', 'waiting_third', 'solved', 'closed')),
  constraint ticket_states_name_check check (name_cs <> '' and name_en <> '')
);
insert into ticket_states (base, name_cs, name_en, position) values
  ('new', 'Nový', 'New', 1),
  ('open', 'V řešení', 'In progress', 2),
  ('waiting_customer', 'Čeká na zákazníka', 'Waiting for the customer', 3),
  ('waiting_third', 'Čeká na třetí stranu', 'Waiting for a third party', 4),
  ('solved', 'Vyřešený', 'Solved', 5),
  ('closed', 'Uzavřený', 'Closed', 6);

-- Its row is locked by whoever makes a ticket until they commit, so a number is never left out: a sequence would
-- lose one with every rollback.
create table ticket_counter (
  one_row boolean not null default true,
  last_number bigint not null default 0,
  constraint ticket_counter_pkey primary key (one_row),
  constraint ticket_counter_one_row_check check (one_row)
);
insert into ticket_counter default values;

create table tickets (
  id bigint generated always as identity,
  number bigint not null,
  subject text not null,
  requester_id bigint not null,
  -- The requester's at the time; who moves to another company leaves their tickets behind.
  company_id bigint,
  -- The base of state_id, here for the partial indexes.
  state text not null,
  state_id bigint not null,
  priority text not null default 'normal',
  group_id bigint,
  assignee_id bigint,
  tags jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  -- The last message or change: what lists are ordered by.
  updated_at timestamptz not null default now(),
  solved_at timestamptz,
  constraint tickets_pkey primary key (id),
  constraint tickets_number_key unique (number),
  constraint tickets_requester_id_fkey foreign key (requester_id) references users (id),
  constraint tickets_company_id_fkey foreign key (company_id) references companies (id),
  constraint tickets_state_fkey foreign key (state_id, state) references ticket_states (id, base),
  constraint tickets_group_id_fkey foreign key (group_id) references groups (id),
  constraint tickets_assignee_id_fkey foreign key (assignee_id) references users (id),
  constraint tickets_priority_check check (priority in ('low', 'normal', 'high', 'critical')),
  constraint tickets_subject_check check (subject <> ''),
  constraint tickets_solved_at_check check ((solved_at is not null) = (state in ('solved', 'closed')))
);

-- One index per way of walking a list; each is read backwards, the latest first.
create index tickets_updated_idx on tickets (updated_at, id);
create index tickets_open_idx on tickets (updated_at, id) where solved_at is null;
create index tickets_unassigned_idx on tickets (updated_at, id) where solved_at is null and assignee_id is null;
create index tickets_mine_idx on tickets (assignee_id, updated_at, id) where solved_at is null;
create index tickets_state_idx on tickets (state, updated_at, id);
create index tickets_priority_idx on tickets (priority, updated_at, id);
create index tickets_requester_idx on tickets (requester_id, updated_at, id);
create index tickets_company_idx on tickets (company_id, updated_at, id) where company_id is not null;
create index tickets_group_idx on tickets (group_id, updated_at, id);
create index tickets_assignee_idx on tickets (assignee_id, updated_at, id) where assignee_id is not null;
create index tickets_tags_idx on tickets using gin (tags jsonb_path_ops) where tags <> '[]';
create index tickets_tagged_idx on tickets (updated_at, id) where tags <> '[]';

create table messages (
  id bigint generated always as identity,
  ticket_id bigint not null,
  kind text not null,
  -- Customers see it. Their part of the thread is chosen in SQL, never on the way out.
  public boolean not null,
  -- Null: Lístek itself.
  author_id bigint,
  body text not null default '',
  event jsonb,
  created_at timestamptz not null default now(),
  constraint messages_pkey primary key (id),
  constraint messages_ticket_id_fkey foreign key (ticket_id) references tickets (id) on delete cascade,
  constraint messages_author_id_fkey foreign key (author_id) references users (id),
  constraint messages_kind_check check (kind in ('reply', 'note', 'event')),
  constraint messages_public_check check (case kind when 'reply' then public when 'note' then not public else true end),
  constraint messages_event_check check ((event is not null) = (kind = 'event'))
);
create index messages_ticket_id_idx on messages (ticket_id, id);
create index messages_author_id_idx on messages (author_id);

-- A file that waits for its message has none yet, and for a new ticket no ticket either.
create table attachments (
  id bigint generated always as identity,
  ticket_id bigint,
  message_id bigint,
  filename text not null,
  content_type text not null,
  -- Null until all of it has arrived.
  size_bytes integer,
  -- Who sent it; a draft is theirs alone.
  user_id bigint not null,
  created_at timestamptz not null default now(),
  constraint attachments_pkey primary key (id),
  constraint attachments_ticket_id_fkey foreign key (ticket_id) references tickets (id) on delete cascade,
  constraint attachments_message_id_fkey foreign key (message_id) references messages (id) on delete cascade,
  constraint attachments_message_check check (message_id is null or (ticket_id is not null and size_bytes is not null))
);
create index attachments_ticket_id_idx on attachments (ticket_id);
create index attachments_message_id_idx on attachments (message_id);
create index attachments_drafts_idx on attachments (created_at) where message_id is null;

-- In pieces, so that neither way a whole file stands in memory.
create table attachment_chunks (
  attachment_id bigint not null,
  seq integer not null,
  bytes bytea not null,
  constraint attachment_chunks_pkey primary key (attachment_id, seq),
  constraint attachment_chunks_attachment_id_fkey foreign key (attachment_id) references attachments (id) on delete cascade
);
-- Pictures and archives are compressed already.
alter table attachment_chunks alter column bytes set storage external;

-- Who has a ticket open now. Worth nothing after a crash, hence unlogged; no foreign keys, as nothing is kept.
create unlogged table ticket_presence (
  ticket_id bigint not null,
  user_id bigint not null,
  activity text not null,
  seen_at timestamptz not null default now(),
  constraint ticket_presence_pkey primary key (ticket_id, user_id),
  constraint ticket_presence_activity_check check (activity in ('looking', 'typing'))
);
create index ticket_presence_user_id_idx on ticket_presence (user_id);

create table ticket_views (
  id bigint generated always as identity,
  -- No foreign key, as with group_members.
  user_id bigint not null,
  name text not null,
  filter jsonb not null,
  created_at timestamptz not null default now(),
  constraint ticket_views_pkey primary key (id),
  constraint ticket_views_name_check check (name <> '')
);
create unique index ticket_views_name_key on ticket_views (user_id, lower(name));
