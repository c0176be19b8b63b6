-- What a request made whose sender named it: the same request sent again finds it rather than making it once more.
create table idempotency_keys (
  -- No foreign key, as with group_members.
  user_id bigint not null,
  key text not null,
  -- Of what was asked: a key that comes with something else is refused.
  hash bytea not null,
  -- Null only inside the transaction that makes the ticket.
  ticket_id bigint,
  created_at timestamptz not null default now(),
  constraint idempotency_keys_pkey primary key (user_id, key),
  constraint idempotency_keys_ticket_id_fkey foreign key (ticket_id) references tickets (id) on delete cascade
);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
create index idempotency_keys_ticket_id_idx on idempotency_keys (ticket_id);
