-- Decisions about names that come from an earlier file with the same headers, not from a person who saw this one.
alter table import_companies add column remembered boolean not null default false;
