-- What a person decided about rows of an import before anything of it is written. Logged, unlike the staged rows: a
-- crash, or another check, makes those again from the file, and what was mended is laid over them.

-- The journal of mending; its last step can be taken back.
create table import_steps (
  id bigint generated always as identity,
  import_id bigint not null,
  kind text not null,
  -- The cause it was about; null for cells edited by hand.
  code text,
  field text,
  params jsonb not null default '{}',
  -- Fields it set: rules about a field run only where it can have a value.
  fields text[] not null default '{}',
  rows integer not null default 0,
  created_by bigint,
  created_at timestamptz not null default now(),
  constraint import_steps_pkey primary key (id),
  constraint import_steps_import_id_fkey foreign key (import_id) references imports (id) on delete cascade
);
create index import_steps_import_id_idx on import_steps (import_id, id);

create table import_edits (
  import_id bigint not null,
  step_id bigint not null,
  line integer not null,
  -- Null: the row as a whole, `action` says what happened to it.
  field text,
  action text not null,
  -- What was typed; the rules make of it what the row holds.
  value text,
  -- What the row held before.
  previous text,
  -- What the rules about single rows had found in the row before; on one line of each row and step.
  issues jsonb,
  -- No foreign key: one step can be a million lines, and checking each costs more than writing it. They go with
  -- their steps (src/import/mend/journal.ts).
  -- `derived`: a value the rules made of an edited one, for taking the step back.
  constraint import_edits_action_check check (action in ('set', 'derived', 'skip', 'accept'))
);
create index import_edits_line_idx on import_edits (import_id, line);
create index import_edits_step_idx on import_edits (step_id);

-- One decision for each unknown name, however it is spelled: `name_key` is its match key.
create table import_companies (
  import_id bigint not null,
  name_key text not null,
  value text not null,
  decision text not null,
  company_id bigint,
  constraint import_companies_pkey primary key (import_id, name_key),
  constraint import_companies_import_id_fkey foreign key (import_id) references imports (id) on delete cascade,
  constraint import_companies_decision_check check (decision in ('link', 'create', 'empty', 'skip'))
);

-- Names that were decided to mean a company: the next file knows them.
create table company_aliases (
  name_key text not null,
  company_id bigint not null,
  created_at timestamptz not null default now(),
  constraint company_aliases_pkey primary key (name_key),
  constraint company_aliases_company_id_fkey foreign key (company_id) references companies (id) on delete cascade
);
create index company_aliases_company_id_idx on company_aliases (company_id);

-- What was decided about files with these headers, the last time one was imported.
create table import_profiles (
  target text not null,
  -- SHA-256 of the folded headers, whatever their order.
  fingerprint text not null,
  -- Field by folded header, and how many of equal headers stand before it: {"jmeno#0": "first_name"}.
  mapping jsonb not null,
  -- What a value was decided to mean, by field: {"role": {"šéf": "operator"}}.
  value_map jsonb not null,
  -- Names that were decided to be made or left empty, by match key; those that mean a company are aliases.
  companies jsonb not null,
  used_at timestamptz not null default now(),
  constraint import_profiles_pkey primary key (target, fingerprint)
);
