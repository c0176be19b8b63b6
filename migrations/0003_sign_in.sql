create table settings (
  one_row boolean not null default true,
  -- R9. While it is 'email', the unique index users_email_sign_in_key exists: the switch makes and drops it,
  -- so that no way of writing people can get around the rule.
  sign_in text not null default 'username',
  constraint settings_pkey primary key (one_row),
  constraint settings_one_row_check check (one_row),
  constraint settings_sign_in_check check (sign_in in ('username', 'email'))
);
insert into settings default values;

create table sessions (
  -- SHA-256 of the cookie: who reads the table cannot sign in with it.
  token_hash bytea not null,
  user_id bigint not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  constraint sessions_pkey primary key (token_hash),
  constraint sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index sessions_user_id_idx on sessions (user_id);

create table api_tokens (
  id bigint generated always as identity,
  name text not null,
  token_hash bytea not null,
  -- Whose rights it has.
  user_id bigint not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  constraint api_tokens_pkey primary key (id),
  constraint api_tokens_name_key unique (name),
  constraint api_tokens_token_hash_key unique (token_hash),
  constraint api_tokens_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index api_tokens_user_id_idx on api_tokens (user_id);

create table audit_log (
  id bigint generated always as identity,
  at timestamptz not null default now(),
  -- Null: from the command line.
  user_id bigint,
  action text not null,
  subject text not null,
  subject_id bigint,
  details jsonb not null default '{}',
  constraint audit_log_pkey primary key (id)
);
create index audit_log_subject_idx on audit_log (subject, subject_id, id);
