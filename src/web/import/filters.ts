import type { Counts } from '../../contract/imports.ts'

export const FILTERS = ['all', 'create', 'update', 'unchanged', 'skip', 'refused', 'warning', 'edited'] as const
export type Filter = (typeof FILTERS)[number]

/** Which rows are looked at; a cause narrows them further. */
export interface RowQuery {
	filter: Filter
	code?: string
	field?: string
}

export const COUNT_OF: Record<Exclude<Filter, 'warning' | 'edited'>, keyof Counts> = {
	all: 'read',
	create: 'created',
	update: 'updated',
	unchanged: 'unchanged',
	skip: 'skipped',
	refused: 'refused',
}
