-- Rows with warnings, whatever their number on each: what the tab of the check says.
alter table imports add column warning_rows integer not null default 0;
