-- Functions with a parsed body (`return`, `begin atomic`): they keep working where PostgreSQL runs them with
-- a search path of its own (analyze, index builds), and in whatever schema they were made.

-- Text as people search and compare it: without letter case, diacritics and punctuation.
create function fold(value text) returns text
language sql immutable strict parallel safe
return translate(
  lower(value),
  'áàâäãåąčćçďđéèêëěęíìîïľĺłňńñóòôöõőøřŕšśșťțúùûüůűýÿžźż@.,;:-_/\()[]{}''"„“”’‚‘+*&#!?<>|' || U&'\00A0\2013\2014',
  'aaaaaaacccddeeeeeeiiiilllnnnooooooorrsssttuuuuuuyyzzz                                       '
);

-- Czech alphabetical order for comparing byte by byte: č, ř, š, ž are letters of their own after c, r, s, z,
-- and ch comes after h; á, é, ě, ď, ň, ť, ů and the like differ only when nothing else does.
create function czech_sort_key(value text) returns text
language sql immutable parallel safe
return replace(replace(replace(replace(replace(
  translate(
    lower(coalesce(value, '')),
    'áàâäãåąćçďđéèêëěęíìîïľĺłňńñóòôöõőøŕśșťțúùûüůűýÿźż',
    'aaaaaaaccddeeeeeeiiiilllnnnooooooorssttuuuuuuyyzz'
  ),
  'ch', 'h~'), 'č', 'c~'), 'ř', 'r~'), 'š', 's~'), 'ž', 'z~');

-- One spelling for the ways a legal form is written: "spol. s r.o." = "s. r. o." = "společnost s ručením omezeným".
create function company_match_key(name text) returns text
language sql immutable strict parallel safe
begin atomic
  select trim(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
      folded,
      ' (spol s r o|s r o|sro|spolecnost s rucenim omezenym|spolocnost s rucenim obmedzenym)$', ' sro'),
      ' (a s|akc spol|akciova spolecnost|akciova spolocnost)$', ' as'),
      ' (v o s|ver obch spol|verejna obchodni spolecnost)$', ' vos'),
      ' (k s|kom spol|komanditni spolecnost)$', ' ks'),
      ' (z s|zapsany spolek)$', ' zs'),
      ' (z u|zapsany ustav)$', ' zu')
  )
  from (
    select trim(regexp_replace(
      regexp_replace(fold(replace(name, '&', ' a ')), '\mand\M', 'a', 'g'), '\s+', ' ', 'g')) as folded
  ) as prepared;
end;

-- Words for search by beginnings of words, in any order.
create function search_words(value text) returns tsvector
language sql immutable strict parallel safe
return array_to_tsvector(array_remove(string_to_array(fold(value), ' '), ''));

-- What a person typed, as a query for rows that have words beginning with each of its words. Numbers are also
-- tried joined and without the country's code, as they are indexed: "+420 602 123 456" finds 602123456.
-- Null when nothing but punctuation was typed.
create function search_query(typed text) returns tsquery
language sql immutable strict parallel safe
begin atomic
  select string_agg(spelling.words, ' | ')::tsquery
  from (
    select string_agg('''' || word || ''':*', ' & ') as words
    from (
      select fold(typed) as folded
      union
      select fold(regexp_replace(
        regexp_replace(typed, '(?<=\d)[\s/().-]+(?=\d)', '', 'g'),
        '(\+|\m00)42[01]|\m42[01](?=\d{9}\M)', ' ', 'g'))
    ) as variant
    cross join string_to_table(variant.folded, ' ') as word
    where word <> ''
    group by variant.folded
  ) as spelling;
end;

create table companies (
  id bigint generated always as identity,
  name text not null,
  registration_number text,
  vat_number text,
  street text,
  city text,
  postal_code text,
  country text,
  phone text,
  email text,
  website text,
  note text,
  external_id text,
  active boolean not null default true,
  version integer not null default 1,
  import_id bigint,
  import_line integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  match_key text not null generated always as (company_match_key(name)) stored,
  sort_key text collate "C" not null generated always as (czech_sort_key(name)) stored,
  -- Stored and not only indexed: making it costs 20 to 40 µs a row, too much for looking through rows in order.
  words tsvector not null generated always as (
    search_words(name || ' ' || coalesce(registration_number, '') || ' ' || coalesce(city, '') || ' ' || coalesce(email, ''))
  ) stored,
  constraint companies_pkey primary key (id),
  constraint companies_name_check check (name <> '')
);

create unique index companies_name_key on companies (lower(name));
create unique index companies_registration_number_key on companies (registration_number)
  where registration_number is not null;
create unique index companies_external_id_key on companies (external_id) where external_id is not null;
create index companies_match_key_idx on companies (match_key);
create index companies_sort_key_idx on companies (sort_key, id);
create index companies_words_idx on companies using gin (words);
