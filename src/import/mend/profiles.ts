import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Target } from '../../contract/fields.ts'
import type { Column } from '../../contract/imports.ts'
import { type JoinWith, joinsOf, mappable } from '../../contract/mapping.ts'
import { REASON_TEXTS } from '../../contract/reasons.ts'
import type { Db, Tx } from '../../db/database.ts'
import { getImport, type ImportRecord, json } from '../queries.ts'
import { foldHeader } from '../read/headers.ts'
import { LISTS, type Meanings } from '../values/lists.ts'

/** What was decided about a file with the same headers, when one was imported last. */
interface Profile {
	/** Field, or way to take a cell apart, by header. */
	mapping: Record<string, string | null>
	/** field → value → what it was decided to mean. */
	value_map: Record<string, Record<string, string>>
	/** What stands between columns joined in a field. */
	join_with: JoinWith
	/** Match key of a name → its decision. */
	companies: Record<string, 'create' | 'empty' | 'skip'>
}

/** Headers of the column of a file of refused records that holds our own words. */
const REASONS: readonly string[] = Object.values(REASON_TEXTS).map(({ header }) => header)

/** Wherever a person moved it to. */
export function isReasons({ header }: { header: string }): boolean {
	return REASONS.includes(header.trim().toLowerCase())
}

/** What is taken over from the last file with the same headers, as far as it can still be decided so. */
export interface Remembered {
	/** The file's columns as they were mapped. A column with reasons of refusals is never imported. */
	columns: Column[]
	/** What values of lists were decided to mean. */
	value_map: Meanings
	/** What was chosen to stand between joined columns. */
	join_with: JoinWith
}

export async function rememberDecisions(db: Db, target: Target, columns: readonly Column[]): Promise<Remembered> {
	const profile = await findProfile(db, target, columns)
	return {
		columns: mapAsBefore(profile?.mapping ?? {}, target, columns),
		value_map: meaningsOf(profile?.value_map ?? {}),
		join_with: joinsWith(profile?.join_with ?? {}, target),
	}
}

/**
 * Names that were decided about before, in a file with the same headers, are decided the same way as long as nobody has
 * them. That their rows were left out is remembered too, but only said.
 */
export async function rememberCompanies(db: Db, { id, target, columns }: ImportRecord): Promise<void> {
	const profile = await findProfile(db, target, columns)
	if (!profile || target !== 'users') return
	await sql`
		insert into import_companies (import_id, name_key, value, decision, remembered)
		select ${id}::bigint, d.key, d.key, d.value, true
		from jsonb_each_text(${json(profile.companies)}) as d
		on conflict do nothing
	`.execute(db)
}

/** Keeps what was decided about the import's file for the next one with its headers. */
export async function keepProfile(tx: Db | Tx, importId: number): Promise<void> {
	const { target, columns, mapping, value_map, options } = await getImport(tx, importId)
	const fingerprint = fingerprintOf(columns)
	if (fingerprint === undefined) return
	const names = namesOf(columns)
	const byName = Object.fromEntries(
		columns.flatMap((column) => (isReasons(column) ? [] : [[names[column.index]!, mapping[column.index] ?? null]])),
	)
	await sql`
		insert into import_profiles (target, fingerprint, mapping, join_with, value_map, companies)
		values (${target}, ${fingerprint}, ${json(byName)}, ${json(options.join_with)}, (
			select coalesce(jsonb_object_agg(field, values), '{}')
			from (
				select field, jsonb_object_agg(key, value order by decided) as values
				from (
					select f.key as field, v.key, v.value, 0 as decided
					from jsonb_each(${json(value_map)}) as f
					cross join jsonb_each_text(f.value) as v
					union all
					select s.field, v.key, v.value, s.id
					from import_steps s
					cross join jsonb_each_text(s.params->'values') as v
					where s.import_id = ${importId} and s.kind = 'map_values'
				) meanings
				group by field
			) mapped
		), (
			select coalesce(jsonb_object_agg(name_key, decision), '{}')
			from import_companies
			where import_id = ${importId} and decision in ('create', 'empty', 'skip')
		))
		on conflict (target, fingerprint) do update
		set mapping = excluded.mapping, join_with = excluded.join_with,
		    value_map = import_profiles.value_map || excluded.value_map,
		    companies = excluded.companies, used_at = now()
	`.execute(tx)
}

async function findProfile(db: Db, target: Target, columns: readonly Column[]): Promise<Profile | undefined> {
	const fingerprint = fingerprintOf(columns)
	if (fingerprint === undefined) return undefined
	const { rows } = await sql<Profile>`
		select mapping, join_with, value_map, companies from import_profiles
		where target = ${target} and fingerprint = ${fingerprint}
	`.execute(db)
	return rows[0]
}

function mapAsBefore(mapping: Profile['mapping'], target: Target, columns: readonly Column[]): Column[] {
	const names = namesOf(columns)
	const known = new Set(mappable(target))
	return columns.map((column, index) => {
		if (isReasons(column)) return { ...column, field: null, reason: null }
		const field = mapping[names[index]!]
		if (field === undefined || (field !== null && !known.has(field))) return column
		// What would have been proposed anyway keeps its own reason; and the file before had no cells with several addresses.
		const stays = field === column.field || (field === 'email' && column.field === 'emails')
		return stays ? column : { ...column, field, reason: 'remembered' }
	})
}

function meaningsOf(valueMap: Profile['value_map']): Meanings {
	const fields = Object.entries(valueMap).filter(([field]) => field in LISTS)
	return Object.fromEntries(
		fields.map(([field, meanings]) => {
			const valid = Object.entries(meanings).filter(([, code]) => code === '' || LISTS[field]!.codes.includes(code))
			return [field, Object.fromEntries(valid)]
		}),
	)
}

function joinsWith(joins: JoinWith, target: Target): JoinWith {
	const valid = Object.entries(joins).filter(([field, join]) => joinsOf(target, field).includes(join))
	return Object.fromEntries(valid)
}

/** A header, and how many equal ones stand before it. */
function namesOf(columns: readonly { header: string }[]): string[] {
	const seen = new Map<string, number>()
	return columns.map(({ header }) => {
		const folded = foldHeader(header)
		const nth = seen.get(folded) ?? 0
		seen.set(folded, nth + 1)
		return `${folded}#${nth}`
	})
}

/** Undefined for a file without headers: that says nothing about the next one. */
export function fingerprintOf(columns: readonly { header: string }[]): string | undefined {
	const own = columns.filter((column) => !isReasons(column))
	if (own.every(({ header }) => header.trim() === '')) return undefined
	return createHash('sha256')
		.update(JSON.stringify(namesOf(own).sort()))
		.digest('hex')
}
