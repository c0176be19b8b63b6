-- Which import made a group: undoing it takes the group away again, unless something uses it.
alter table groups add column import_id bigint;
create index groups_import_id_idx on groups (import_id) where import_id is not null;

-- Names of the groups that `missing_group = create` will make.
alter table imports add column new_groups jsonb not null default '[]';
