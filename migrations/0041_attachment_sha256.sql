-- What was sent, so that what is given back can be compared with it. Null: stored before this column came.
alter table attachments add column sha256 bytea;
