-- What a person chose to stand between columns that are joined in a field: {"note": "comma"}.
alter table import_profiles add column join_with jsonb not null default '{}';
update imports set options = options || '{"join_with": {}}';
