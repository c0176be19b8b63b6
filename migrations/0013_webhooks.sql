create table webhooks (
  id bigint generated always as identity,
  url text not null,
  -- Signs the deliveries, so it is kept as it is.
  secret text not null,
  events jsonb not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint webhooks_pkey primary key (id),
  constraint webhooks_url_check check (url ~ '^https?://')
);

create table webhook_deliveries (
  id bigint generated always as identity,
  webhook_id bigint not null,
  event text not null,
  -- What it was like when it happened; delivered the same every time.
  data jsonb not null,
  state text not null default 'pending',
  attempts integer not null default 0,
  -- The next attempt; while one runs, when it counts as lost.
  next_at timestamptz default now(),
  status integer,
  error text,
  duration_ms integer,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  constraint webhook_deliveries_pkey primary key (id),
  constraint webhook_deliveries_webhook_id_fkey foreign key (webhook_id) references webhooks (id) on delete cascade,
  constraint webhook_deliveries_state_check check (state in ('pending', 'delivered', 'failed')),
  constraint webhook_deliveries_next_at_check check ((next_at is not null) = (state = 'pending'))
);
create index webhook_deliveries_webhook_id_idx on webhook_deliveries (webhook_id, id);
create index webhook_deliveries_due_idx on webhook_deliveries (next_at) where state = 'pending';
create index webhook_deliveries_done_idx on webhook_deliveries (created_at) where state <> 'pending';

-- How a feature says that something happened, in the transaction in which it did: one delivery for every webhook
-- that wants it. The features do not know each other; this is all that is between them.
create function announce(event text, data jsonb) returns void
language sql
begin atomic
  insert into webhook_deliveries (webhook_id, event, data)
  select webhooks.id, announce.event, announce.data
  from webhooks
  where webhooks.active
    and webhooks.events @> to_jsonb(announce.event);
end;
