-- The journal of mending by pages of rows instead of a line for each cell: a step over a hundred thousand rows is two
-- hundred pages, and writing them costs next to nothing (decision 14).
alter table import_edits rename to import_edits_by_cell;

create table import_edits (
  step_id bigint not null,
  -- The first of `lines`; each line is in one page of a step.
  first_line integer not null,
  lines integer[] not null,
  -- JSON, an array of what was done to each row (src/import/mend/edits.ts). Text, because no statement looks into it and
  -- checking it again would cost more than everything else about a page.
  edits text not null,
  -- No foreign key to the steps: they go together (src/import/mend/journal.ts).
  constraint import_edits_pkey primary key (step_id, first_line)
);

insert into import_edits (step_id, first_line, lines, edits)
select step_id, min(line), array_agg(line order by line), jsonb_agg(edit order by line)::text
from (
  select step_id, line, (row_number() over (partition by step_id order by line) - 1) / 500 as page,
         jsonb_build_object(
           'line', line,
           'action', coalesce(max(action) filter (where action in ('skip', 'accept')), 'set'),
           'cells', coalesce(jsonb_object_agg(field, value) filter (where action = 'set'), '{}'),
           'previous', coalesce(jsonb_object_agg(field, previous) filter (where field is not null), '{}'),
           'issues', coalesce((array_agg(issues) filter (where issues is not null))[1], '[]'),
           'skipped', false
         ) as edit
  from import_edits_by_cell
  group by step_id, line
) by_row
group by step_id, page;

drop table import_edits_by_cell;

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
