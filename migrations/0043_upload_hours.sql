-- How much each person has uploaded as attachments, by hour; what was thrown away again counts as well. Rows older than a
-- day are deleted by the next upload of anybody.
create table upload_hours (
  -- No foreign key, as with group_members.
  user_id bigint not null,
  hour timestamptz not null,
  bytes bigint not null,
  constraint upload_hours_pkey primary key (user_id, hour)
);
create index upload_hours_hour_idx on upload_hours (hour);
create index attachments_user_drafts_idx on attachments (user_id) where message_id is null;
