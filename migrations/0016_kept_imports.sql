-- For so many days an import can be taken back; then its file, its rows and its journal go, and its counts stay.
alter table settings add column changes_kept_days integer not null default 90;
alter table settings add constraint settings_changes_kept_days_check check (changes_kept_days between 1 and 3650);

alter table imports add column dropped_at timestamptz;
create index imports_kept_idx on imports (state_at) where dropped_at is null;

-- The same file again.
create index imports_sha256_idx on imports (sha256) where state = 'committed';

-- A request that is sent again finds the import it made: by its key, which means something only to whoever sent it.
-- The hash is of what was asked for, so that a key is not taken for another request.
alter table imports add column idempotency_key text;
alter table imports add column idempotency_hash bytea;
create unique index imports_idempotency_key on imports (created_by, idempotency_key) where idempotency_key is not null;
