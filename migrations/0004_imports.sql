create table imports (
  id bigint generated always as identity,
  -- Imports with one run_id are checked and committed together; the first import's id.
  run_id bigint not null,
  target text not null,
  state text not null default 'uploading',
  state_at timestamptz not null default now(),
  filename text not null,
  bytes bigint not null default 0,
  sha256 bytea,
  -- What the person set by hand: encoding, delimiter, header_line, target.
  overrides jsonb not null default '{}',
  -- What was found or set; src/import/types.ts Dialect.
  dialect jsonb,
  records integer,
  columns jsonb not null default '[]',
  head jsonb not null default '[]',
  -- Of a workbook: name and rows of each sheet.
  sheets jsonb not null default '[]',
  mapping jsonb not null default '[]',
  constants jsonb not null default '{}',
  options jsonb not null,
  counts jsonb,
  issues jsonb not null default '[]',
  staff_rows integer not null default 0,
  -- Companies that `missing_company = create` will make.
  new_companies integer not null default 0,
  -- Grows with every check; a commit is only for the check that was seen.
  plan integer not null default 0,
  progress jsonb,
  -- The records it made have ids from first_id to last_id; others may have some of them, too.
  first_id bigint,
  last_id bigint,
  -- What its undo did: deleted, restored, kept.
  undo jsonb,
  failure jsonb,
  seconds jsonb not null default '{}',
  created_by bigint,
  created_at timestamptz not null default now(),
  committed_by bigint,
  committed_at timestamptz,
  constraint imports_pkey primary key (id),
  constraint imports_target_check check (target in ('companies', 'users')),
  constraint imports_state_check check (state in (
    'uploading', 'inspecting', 'mapping', 'staging', 'checking', 'ready', 'refused',
    'committing', 'committed', 'undoing', 'undone', 'failed', 'cancelled'))
);
create index imports_run_id_idx on imports (run_id);
create index imports_working_idx on imports (state)
  where state in ('inspecting', 'staging', 'checking', 'committing', 'undoing');

-- The uploaded file in pieces, in order. Kept uncompressed: compressing 118 MB costs seconds, and it goes after the import.
create table import_chunks (
  import_id bigint not null,
  seq integer not null,
  bytes bytea not null,
  constraint import_chunks_pkey primary key (import_id, seq),
  constraint import_chunks_import_id_fkey foreign key (import_id) references imports (id) on delete cascade
);
alter table import_chunks alter column bytes set storage external;
