-- Edits are kept as lists, without the names of their parts: half the text to be written for each mended row.
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
