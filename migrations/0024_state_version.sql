-- Two administrators who change one state at once: the slower is told, as with every other record.
alter table ticket_states add column version integer not null default 1;
