-- Edits are kept as lists, without the names of their parts, and long pages compressed by whoever writes them: a seventh
-- of the time of a large step (decision 14). Those that are here get the new form, and are
-- compressed when they are written again.
update import_edits
set edits = (
  select json_agg(
    json_build_array(
      edit -> 'line', edit -> 'action', edit -> 'cells', edit -> 'previous',
      (
        select coalesce(json_agg(json_build_array(i -> 'field', i -> 'code', i -> 'severity', i -> 'value') order by at), '[]')
        from json_array_elements(edit -> 'issues') with ordinality as found (i, at)
      ),
      edit -> 'skipped'
    )
    order by nth
  )::text
  from json_array_elements(edits::json) with ordinality as listed (edit, nth)
);
alter table import_edits alter column edits type bytea using convert_to(edits, 'UTF8');
-- Compressed already: PostgreSQL would try in vain.
alter table import_edits alter column edits set storage external;
