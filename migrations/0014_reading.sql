-- What a person sees and decides about how a file is read and what its values mean, before any row is made of it.
alter table imports
  -- Field of a list → value as the file has it → what it means; '' is no value.
  add column value_map jsonb not null default '{}',
  -- Encodings the file could be in, the one it is read in first, each with the same accented words in it.
  add column encodings jsonb not null default '[]',
  -- Words that were read in a wrong encoding before they came here, with what they were.
  add column misread jsonb not null default '[]';
