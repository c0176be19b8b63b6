-- A step over many rows is taken back chunk by chunk; by its id alone each chunk read all of it.
create index import_edits_step_line_idx on import_edits (step_id, line);
drop index import_edits_step_idx;
