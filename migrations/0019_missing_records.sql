-- Files with the same headers are one source: what an earlier one of them brought and this one lacks is missing.
-- SHA-256 of the folded headers, as in import_profiles; set by the commit.
alter table imports add column fingerprint text;
-- Records missing from the file, where the person asked for them.
alter table imports add column missing integer not null default 0;
update imports set options = options || '{"missing": "ignore"}';
create index imports_source_idx on imports (target, fingerprint) where state = 'committed';
