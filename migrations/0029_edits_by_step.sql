-- Edits belong to steps, and steps to imports: a second index by import cost each edited row as much as the edit.
drop index import_edits_line_idx;
alter table import_edits drop column import_id;
-- Whether the row was left out before the step; on one line of each row and step, as with its issues.
alter table import_edits add column skipped boolean not null default false;

-- The words of phones stand in a column of their own now. Rows staged before have null in both, and get their words
-- from the database when they are written.
do $$
declare
  staged text;
begin
  for staged in
    select c.table_name
    from information_schema.columns c
    where c.table_schema = current_schema() and c.table_name ~ '^staged_[0-9]+$' and c.column_name = 'words'
  loop
    execute format('alter table %I drop column words, add column words text, add column phone_words text', staged);
  end loop;
end;
$$;
