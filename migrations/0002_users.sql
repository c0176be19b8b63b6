-- A phone is looked for by its national digits, however it was typed: +420 602 123 456 = 602/123456.
create function phone_digits(value text) returns text
language sql immutable parallel safe
return right(translate(coalesce(value, ''), ' +-/().' || U&'\00A0', ''), 9);

create function user_search_words(
  username text, email text, first_name text, last_name text, phone text, mobile text
) returns tsvector
language sql immutable parallel safe
return search_words(
  username || ' ' || email || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' '
  || phone_digits(phone) || ' ' || phone_digits(mobile)
);

create table users (
  id bigint generated always as identity,
  username text not null,
  email text not null,
  email_placeholder boolean not null default false,
  first_name text,
  last_name text,
  title_before text,
  title_after text,
  phone text,
  mobile text,
  company_id bigint,
  role text not null default 'customer',
  position text,
  language text,
  note text,
  external_id text,
  active boolean not null default true,
  password_hash text,
  ui_language text,
  version integer not null default 1,
  import_id bigint,
  import_line integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Filled by the triggers below, and by the import, which computes them while it reads: at a million rows these
  -- two cost 27 s in SQL and 1 s there.
  sort_key text collate "C" not null,
  words tsvector not null,
  constraint users_pkey primary key (id),
  constraint users_company_id_fkey foreign key (company_id) references companies (id),
  constraint users_role_check check (role in ('customer', 'operator', 'admin')),
  constraint users_username_check check (username <> ''),
  constraint users_email_check check (email <> '')
);

create unique index users_username_key on users (lower(username));
-- Partial: an index of empty values costs a first import 4 s of a million rows, and finds nothing.
create unique index users_external_id_key on users (external_id) where external_id is not null;
create index users_email_idx on users (lower(email));
create index users_company_id_idx on users (company_id);
create index users_sort_key_idx on users (sort_key, id);
create index users_staff_idx on users (sort_key, id) where role <> 'customer';
create index users_inactive_idx on users (sort_key, id) where not active;
-- With the usual pending list of 4 MB: a million rows cost 5 s of processor time, row by row (fastupdate off) 27 s;
-- a larger list costs as much in the end and makes every search until then a walk through it.
create index users_words_idx on users using gin (words);

create function user_sort_key(last_name text, first_name text, username text) returns text
language sql immutable parallel safe
return czech_sort_key(coalesce(last_name || ' ' || coalesce(first_name, ''), first_name, username));

create function fill_user() returns trigger
language plpgsql
as $$
begin
  new.sort_key := user_sort_key(new.last_name, new.first_name, new.username);
  new.words := user_search_words(new.username, new.email, new.first_name, new.last_name, new.phone, new.mobile);
  return new;
end;
$$;

create trigger users_fill_insert before insert on users
for each row when (new.sort_key is null or new.words is null)
execute function fill_user();

create trigger users_fill_update before update of username, email, first_name, last_name, phone, mobile on users
for each row when (
  (old.username, old.email, old.first_name, old.last_name, old.phone, old.mobile)
  is distinct from (new.username, new.email, new.first_name, new.last_name, new.phone, new.mobile)
)
execute function fill_user();
