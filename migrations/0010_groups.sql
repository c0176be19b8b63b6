-- Groups of operators. A ticket in a group is seen by the group's members, its assignee and administrators.
create table groups (
  id bigint generated always as identity,
  name text not null,
  active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint groups_pkey primary key (id),
  constraint groups_name_check check (name <> '')
);
create unique index groups_name_key on groups (lower(name));

create table group_members (
  group_id bigint not null,
  -- No foreign key: each one that references users is checked for every person an undone import deletes. A member
  -- who is gone is left out by the join with users, and ids are never given again.
  user_id bigint not null,
  constraint group_members_pkey primary key (group_id, user_id),
  constraint group_members_group_id_fkey foreign key (group_id) references groups (id) on delete cascade
);
create index group_members_user_id_idx on group_members (user_id);
