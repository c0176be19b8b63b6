import { sql } from 'kysely'
import type { Db } from '../src/db/database.ts'
import { type Kind, measureRequests, type RequestTimes } from './requests.ts'
import { inSchema } from './schema.ts'
import { startServer } from './server.ts'
import { generateTickets } from './tickets.ts'

/** Requests of people who work with tickets. Milliseconds. */
export interface DeskTimes {
	tickets: number
	reads: RequestTimes[]
	searches: RequestTimes[]
	writes: RequestTimes[]
}

const OPERATORS = 30

/** As many tickets as people, three messages a ticket, and what an administrator asks who may see all of them. */
export async function measureDesk(dataDir: string, tickets: number): Promise<DeskTimes> {
	return inSchema(dataDir, `bench_${tickets}_tickets`, async ({ db }, env) => {
		await generateTickets(db, { tickets, people: tickets, companies: Math.ceil(tickets / 50), operators: OPERATORS })
		const server = await startServer(env)
		try {
			const found = await samples(db)
			return {
				tickets,
				reads: await measureRequests(server, reads(found)),
				searches: await measureRequests(server, searches(found)),
				writes: await measureRequests(server, writes(found)),
			}
		} finally {
			await server.stop()
		}
	})
}

/** A ticket from each part of the three years, and who and what it is about. */
interface Sample {
	id: number
	number: number
	requester_id: number
	company_id: number
	company: string
	first_name: string
	last_name: string
	username: string
	/** A word of its first message. */
	word: string
	tag: string
}

const SAMPLES = 100

async function samples(db: Db): Promise<Sample[]> {
	const { rows } = await sql<Sample>`
		with span as (select min(id) as low, max(id) as high from tickets)
		select t.id, t.number, t.requester_id, t.company_id, c.name as company, u.first_name, u.last_name, u.username,
		       split_part(m.body, ' ', 3) as word, coalesce(t.tags->>0, 'tag1') as tag
		from span, generate_series(0, ${SAMPLES - 1}) as nth
		join tickets t on true
		join users u on u.id = t.requester_id
		join companies c on c.id = t.company_id
		join lateral (select body from messages where ticket_id = t.id order by id limit 1) m on true
		where t.id = span.low + (span.high - span.low) * nth / ${SAMPLES}
	`.execute(db)
	return rows
}

function reads(found: readonly Sample[]): Kind[] {
	const list = (query: string) => `/tickets?${query}`
	return [
		{ kind: 'all tickets', paths: [list('')] },
		...['mine', 'unassigned', 'open'].map((view) => ({ kind: `view: ${view}`, paths: [list(`view=${view}`)] })),
		{ kind: 'of a company', paths: found.map(({ company_id }) => list(`company_id=${company_id}`)) },
		{
			kind: 'open ones of a company',
			paths: found.map(({ company_id }) => list(`view=open&company_id=${company_id}`)),
		},
		{ kind: 'of a person', paths: found.map(({ requester_id }) => list(`requester_id=${requester_id}`)) },
		{ kind: 'with a tag', paths: found.map(({ tag }) => list(`tag=${tag}`)) },
		{
			kind: 'state and priority',
			paths: [list('state=waiting_third&priority=critical'), list('state=new&priority=high')],
		},
		{ kind: 'counts of the views', paths: ['/tickets/counts'] },
		{ kind: 'a ticket', paths: found.map(({ id }) => `/tickets/${id}`) },
		{ kind: 'a company over time', paths: found.map(({ company_id }) => `/companies/${company_id}/tickets/summary`) },
	]
}

function searches(found: readonly Sample[]): Kind[] {
	const q = (text: string) => `/tickets?q=${encodeURIComponent(text)}`
	const person = (one: Sample) => encodeURIComponent(`${one.first_name} ${one.last_name.slice(0, 4)}`)
	return [
		{ kind: 'a number', paths: found.map(({ number }) => q(String(number))) },
		{ kind: 'a serial number in a message', paths: found.map(({ number }) => q(`SN${5_000_000 + number}`)) },
		{ kind: 'a serial number and a common word', paths: found.map(({ number }) => q(`firma SN${5_000_000 + number}`)) },
		{ kind: 'a word of a message', paths: found.map(({ word }) => q(word)) },
		{ kind: 'two words of messages', paths: found.map(({ word }, nth) => q(`${word} ${found.at(nth - 1)!.word}`)) },
		{ kind: 'a beginning', paths: found.map(({ word }) => q(word.slice(0, 3))) },
		{ kind: 'a person', paths: found.map((one) => q(`${one.first_name} ${one.last_name}`)) },
		{ kind: 'a username', paths: found.map(({ username }) => q(username)) },
		{ kind: 'a company', paths: found.map(({ company }) => q(company)) },
		{ kind: 'a company and a word', paths: found.map(({ company, word }) => q(`${company} ${word}`)) },
		{ kind: 'a word among open ones', paths: found.map(({ word }) => `${q(word)}&view=open`) },
		{ kind: 'nothing found', paths: ['xyzzy', 'firma xyzzy', '99999999'].map(q) },
		{ kind: 'people by first name and beginning of surname', paths: found.map((one) => `/users?q=${person(one)}`) },
		{ kind: 'whom a new ticket is for', paths: found.map((one) => `/users/offer?q=${person(one)}`) },
	]
}

function writes(found: readonly Sample[]): Kind[] {
	return [
		{
			kind: 'a reply',
			paths: found.map(({ id }) => `/tickets/${id}/messages`),
			body: (nth) => ({ kind: 'reply', body: `Dobrý den, na vašem požadavku pracujeme, ozveme se zítra (${nth}).` }),
		},
		{
			kind: 'a note',
			paths: found.map(({ id }) => `/tickets/${id}/messages`),
			body: (nth) => ({ kind: 'note', body: `Volal a ptal se na stav, ${nth}.` }),
		},
		{
			kind: 'a new ticket',
			paths: ['/tickets'],
			body: (nth) => ({
				subject: `Nejde tiskárna v kanceláři ${nth}`,
				body: 'Od rána netiskne ani jedna stránka.',
				requester_id: found[nth % found.length]!.requester_id,
			}),
		},
	]
}
