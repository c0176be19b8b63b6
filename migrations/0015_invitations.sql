-- Inviting people to set a password is a step of its own: nothing here is made by an import.
create table invitation_rounds (
  id bigint generated always as identity,
  -- The people an import made; null: people of the list of users.
  import_id bigint,
  -- By mail, or as links that somebody hands over.
  delivery text not null,
  state text not null default 'sending',
  -- What the mail server said when it took no mail at all, and when it was asked last.
  problem text,
  problem_at timestamptz,
  created_by bigint,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint invitation_rounds_pkey primary key (id),
  constraint invitation_rounds_import_id_fkey foreign key (import_id) references imports (id) on delete cascade,
  constraint invitation_rounds_delivery_check check (delivery in ('mail', 'links')),
  constraint invitation_rounds_state_check check (state in ('sending', 'stopped', 'done'))
);
create index invitation_rounds_sending_idx on invitation_rounds (id) where state = 'sending';

create table invitations (
  id bigint generated always as identity,
  round_id bigint not null,
  -- No foreign key: it would be looked up for each of a million people an undo deletes. Ids are never used twice,
  -- so an invitation of somebody who is gone opens nothing.
  user_id bigint not null,
  -- waiting → sending → sent | waiting (again later) | failed | unknown; void: no longer to be sent; link: handed over.
  -- `sending` is written before the message goes out: who finds it without its worker must not send again.
  state text not null,
  -- Where it was sent to.
  email text,
  -- SHA-256 of the token in the link: who reads the table cannot set a password with it.
  token_hash bytea,
  expires_at timestamptz,
  attempts integer not null default 0,
  attempted_at timestamptz,
  -- Not before, after the server asked for patience.
  next_at timestamptz,
  -- The mail server's words, or why it is void.
  answer text,
  -- The password was set.
  accepted_at timestamptz,
  constraint invitations_pkey primary key (id),
  constraint invitations_round_id_fkey foreign key (round_id) references invitation_rounds (id) on delete cascade,
  constraint invitations_state_check check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'void', 'link')),
  constraint invitations_token_hash_key unique (token_hash)
);
create index invitations_round_id_idx on invitations (round_id, state, id);
create index invitations_user_id_idx on invitations (user_id);
-- How many went out in the last minute.
create index invitations_attempted_at_idx on invitations (attempted_at) where attempted_at is not null;
