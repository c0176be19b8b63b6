import { sql } from 'kysely'
import type { Db, Tx } from '../src/db/database.ts'
import { ERA } from '../src/tickets/eras.ts'
import { companyName, generator, person } from './names.ts'

/** How big the help desk is. People and companies are only made when there are none yet. */
export interface Size {
	tickets: number
	people: number
	companies: number
	operators: number
}

/**
 * A help desk of three years, three messages a ticket, eight of a hundred tickets still open; all of it made by the
 * database, a million tickets in some minutes. Indexes are made anew at the end, and nothing is checked on the way:
 * what is inserted is right, and 1 M tickets with their keys and search words row by row would take an hour.
 */
export async function generateTickets(db: Db, size: Size): Promise<void> {
	await db.transaction().execute(async (tx) => {
		await sql`select setseed(0.5)`.execute(tx)
		await generatePeople(tx, size)
		await sql`set local session_replication_role = replica`.execute(tx)
		await sql`set local maintenance_work_mem = '1GB'`.execute(tx)
		const indexes = await dropIndexes(tx, ['tickets', 'messages', 'ticket_hits'])
		await generateSentences(tx)
		await generateRows(tx, size)
		await sql`drop table bench_sentences, bench_requesters, bench_operators`.execute(tx)
		for (const index of indexes) await sql.raw(index).execute(tx)
	})
	for (const table of [
		'users',
		'companies',
		'tickets',
		'messages',
		'ticket_search',
		'ticket_hits',
		'ticket_eras',
		'group_members',
	]) {
		await sql`vacuum analyze ${sql.table(table)}`.execute(db)
	}
}

/** People handed over to the database in one statement. */
const AT_ONCE = 50_000

async function generatePeople(tx: Tx, { people, companies, operators }: Size): Promise<void> {
	const { rows } = await sql`select 1 from users where role = 'customer' limit 1`.execute(tx)
	if (rows.length === 0) {
		const random = generator(3)
		const names = Array.from({ length: companies }, (_, nth) => companyName(nth, random))
		await sql`
			insert into companies (name, city)
			select name, (array['Brno', 'Praha', 'Plzeň', 'Ostrava'])[1 + n % 4]
			from unnest(${names}::text[]) with ordinality as made (name, n)
		`.execute(tx)
		for (let from = 0; from < people; from += AT_ONCE) {
			const some = Array.from({ length: Math.min(AT_ONCE, people - from) }, (_, nth) => person(from + nth))
			const column = (name: keyof (typeof some)[number]) => some.map((one) => one[name])
			await sql`
				insert into users (username, email, first_name, last_name, phone, company_id)
				select username, username || '@firma' || n % ${companies} || '.cz', first_name, last_name,
				       (600000000 + n)::text, 1 + n % ${companies}
				from (
					select username, first_name, last_name, ${from} + nth as n
					from unnest(
						${column('username')}::text[], ${column('first_name')}::text[], ${column('last_name')}::text[]
					) with ordinality as made (username, first_name, last_name, nth)
				) as made
			`.execute(tx)
		}
	}
	await sql`
		insert into users (username, email, first_name, last_name, role)
		select 'operator' || n, 'operator' || n || '@podpora.cz', 'Operátor', 'Č. ' || n, 'operator'
		from generate_series(1, ${operators}) as n
		on conflict do nothing
	`.execute(tx)
	await sql`insert into groups (name) select 'Skupina ' || n from generate_series(1, 10) as n`.execute(tx)
	// Everybody is in three of the ten groups.
	await sql`
		insert into group_members (group_id, user_id)
		select groups.id, users.id
		from groups
		join users on users.role = 'operator' and (users.id + groups.id) % 10 < 3
	`.execute(tx)
}

/** @returns the statements that make them again. Keys stay: others refer to them. */
async function dropIndexes(tx: Tx, tables: string[]): Promise<string[]> {
	const { rows } = await sql<{ name: string; made_by: string }>`
		select index.indexrelid::regclass::text as name, pg_get_indexdef(index.indexrelid) as made_by
		from pg_index as index
		join pg_class as class on class.oid = index.indrelid
		where class.relname = any (${tables})
		  and class.relnamespace = current_schema()::regnamespace
		  and not index.indisunique
	`.execute(tx)
	for (const { name } of rows) await sql.raw(`drop index ${name}`).execute(tx)
	return rows.map(({ made_by }) => made_by)
}

/** Twenty thousand sentences of ten words out of four thousand, some of them common and most of them rare. */
async function generateSentences(tx: Tx): Promise<void> {
	await sql`
		create table bench_sentences as
		with syllables as (
			select array['ka', 'te', 'ři', 'mo', 'lu', 'ně', 'po', 'ša', 'do', 'vý', 'ti', 'ro', 'žá', 'be', 'su', 'hle'] as s
		),
		words as (
			select n, s[1 + n % 16] || s[1 + n / 16 % 16] || s[1 + n / 256 % 16] || case when n % 3 = 0 then 'ní' else '' end as word
			from syllables, generate_series(0, 3999) as n
		),
		picked as (
			select sentence, floor(4000 * random() ^ 3)::int as n
			from generate_series(0, 19999) as sentence, generate_series(1, 10)
		)
		select sentence as id, initcap(string_agg(word, ' ')) || '.' as text, text_words(string_agg(word, ' ')) as words
		from picked
		join words using (n)
		group by sentence
	`.execute(tx)
	await sql`create unique index on bench_sentences (id)`.execute(tx)
	await sql`
		create table bench_requesters as
		select row_number() over () - 1 as n, users.id, company_id, users.words || text_words(companies.name) as words
		from users
		join companies on companies.id = users.company_id
		where role = 'customer'
	`.execute(tx)
	await sql`create unique index on bench_requesters (n)`.execute(tx)
	await sql`create unique index on bench_requesters (id)`.execute(tx)
	await sql`
		create table bench_operators as
		select row_number() over (order by id) - 1 as n, id from users where role = 'operator'
	`.execute(tx)
	await sql`analyze bench_sentences, bench_requesters, bench_operators`.execute(tx)
}

/** A third of the requesters ask again and again, so companies have from none to some thousand tickets. */
async function generateRows(tx: Tx, { tickets }: Size): Promise<void> {
	await sql`
		insert into tickets (
			number, subject, requester_id, company_id, state, state_id, priority, group_id, assignee_id, tags,
			created_at, updated_at, public_at, solved_at
		)
		select made.number, left(sentence.text, 60), requester.id, requester.company_id, state.base, state.id,
		       case when made.luck < 0.02 then 'critical' when made.luck < 0.12 then 'high' when made.luck < 0.2 then 'low' else 'normal' end,
		       case when made.grouped < 0.6 then (select min(id) from groups) + floor(made.grouped / 0.06)::int end,
		       case when made.solved_after is not null or made.assigned < 0.8 then operator.id end,
		       case when made.tagged < 0.3
		         then jsonb_build_array('tag' || floor(40 * (made.tagged / 0.3) ^ 3)::int, 'oblast' || made.number % 7)
		         else '[]' end,
		       made.created_at,
		       made.created_at + coalesce(made.solved_after, interval '1 hour' * made.luck),
		       made.created_at + coalesce(made.solved_after, interval '1 hour' * made.luck),
		       made.created_at + made.solved_after
		from (
			select number,
			       now() - interval '3 years' * (1 - number::float / ${tickets}) - interval '1 day' as created_at,
			       random() as luck, random() as grouped, random() as assigned, random() as tagged,
			       floor((select count(*) from bench_requesters) * random() ^ 3)::bigint as requester,
			       floor((select count(*) from bench_operators) * random())::bigint as operator,
			       (number * 7919) % 20000 as sentence,
			       case when random() < 0.92 or number < ${tickets} * 0.5 then interval '20 hours' * random() end as solved_after,
			       random() as state
			from generate_series(1, ${tickets}::bigint) as number
		) as made
		join bench_requesters as requester on requester.n = made.requester
		join bench_operators as operator on operator.n = made.operator
		join bench_sentences as sentence on sentence.id = made.sentence
		join ticket_states as state on state.base = case
			when made.solved_after is not null then case when made.state < 0.1 then 'solved' else 'closed' end
			when made.state < 0.2 then 'new'
			when made.state < 0.7 then 'open'
			when made.state < 0.97 then 'waiting_customer'
			else 'waiting_third'
		end
		order by made.number
	`.execute(tx)
	await sql`update ticket_counter set last_number = ${tickets}`.execute(tx)
	// Which two sentences the nth message of a ticket has.
	const first = sql`(t.id * 104729 + nth * 15485863) % 20000`
	const second = sql`(t.id * 1299709 + nth * 32452843) % 20000`
	await sql`
		insert into messages (ticket_id, kind, public, author_id, body, created_at)
		select t.id, made.kind, made.kind = 'reply', case when nth = 1 then t.requester_id else t.assignee_id end,
		       first.text || ' ' || second.text || case when nth = 1 then ' SN' || t.number + 5000000 else '' end,
		       t.created_at + (t.updated_at - t.created_at) * (nth - 1) / 3
		from tickets as t
		cross join generate_series(1, 3) as nth
		cross join lateral (select case when nth = 3 and t.id % 2 = 0 then 'note' else 'reply' end as kind) as made
		join bench_sentences as first on first.id = ${first}
		join bench_sentences as second on second.id = ${second}
		order by t.id, nth
	`.execute(tx)
	// What `text_words` makes of all that, put together from the words of the sentences: folding 600 MB takes long.
	const words = (nth: number) => sql`(
		select first.words || second.words
		from (values (${nth}::int)) as message (nth)
		join bench_sentences as first on first.id = ${first}
		join bench_sentences as second on second.id = ${second}
	)`
	await sql`
		insert into ticket_search (ticket_id, words, note_words)
		select t.id,
		       array_to_tsvector(array[t.number::text, 'sn' || t.number + 5000000]) || requester.words || subject.words
		         || ${words(1)} || ${words(2)} || case when t.id % 2 = 0 then '' else ${words(3)} end,
		       case when t.id % 2 = 0 then ${words(3)} else '' end
		from tickets as t
		join bench_requesters as requester on requester.id = t.requester_id
		join bench_sentences as subject on subject.id = (t.number * 7919) % 20000
		order by t.id
	`.execute(tx)
	// As the trigger does it, which is switched off here, and as eras come.
	await sql`
		insert into ticket_hits (ticket_id, updated_at, era)
		select id, updated_at, 1 + (row_number() over (order by updated_at, id) - 1) / ${ERA}::integer from tickets order by id
	`.execute(tx)
	await sql`
		insert into ticket_eras (era, since) select era, min(updated_at) from ticket_hits where era > 1 group by era
	`.execute(tx)
}
