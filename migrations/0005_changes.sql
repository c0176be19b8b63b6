-- The journal: what an import changed in records that were there before. Records it made need no line here, they
-- carry import_id and import_line themselves: a first import of a million people writes nothing twice.
create table changes (
  import_id bigint not null,
  record_id bigint not null,
  target text not null,
  line integer not null,
  -- Only the fields that changed, as text; company_id stands for a user's company.
  old jsonb not null,
  new jsonb not null,
  constraint changes_pkey primary key (import_id, record_id),
  constraint changes_import_id_fkey foreign key (import_id) references imports (id) on delete cascade
);
create index changes_record_idx on changes (target, record_id);

-- What an undo left as it is, and why.
create table undo_kept (
  import_id bigint not null,
  record_id bigint not null,
  target text not null,
  -- A field that was edited since, or null when the whole record stays.
  field text,
  reason text not null,
  constraint undo_kept_import_id_fkey foreign key (import_id) references imports (id) on delete cascade,
  constraint undo_kept_reason_check check (reason in ('edited', 'used', 'gone'))
);
create index undo_kept_import_id_idx on undo_kept (import_id, record_id);
