import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import type { Import, Row } from '../../contract/imports.ts'
import type {
	CompanyDecision,
	EditAnswer,
	Fix,
	FixName,
	FixParams,
	MendingSums,
	NamedCompany,
	Step,
	StepAnswer,
} from '../../contract/mending.ts'
import { api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { failed } from '../ui/notify.ts'
import { announce } from './announce.ts'
import { applyImport, runQuery } from './run.ts'
import { forgetCommit } from './stale.ts'

/** Everything that is asked about mending an import begins with it. */
export function mendKey(importId: number) {
	return ['imports', 'mend', importId] as const
}

export function fixesQuery(importId: number, code: string, field: string | null, plan: number) {
	return queryOptions({
		queryKey: [...mendKey(importId), 'fixes', code, field, plan],
		queryFn: async ({ signal }) => {
			const { items } = await api.get<{ items: Fix[] }>(`/imports/${importId}/issues/${code}/fixes`, { field }, signal)
			return items
		},
		retry: false,
	})
}

export function stepsQuery(importId: number) {
	return queryOptions({
		queryKey: [...mendKey(importId), 'steps'],
		queryFn: async ({ signal }) => {
			const { items } = await api.get<{ items: Step[] }>(`/imports/${importId}/steps`, {}, signal)
			return items
		},
		retry: false,
	})
}

/** Cells with an error, as people count them: a row can have several. */
export function errorsLeft(imports: Pick<Import, 'issues'>[]): number {
	return imports
		.flatMap((item) => item.issues)
		.reduce((sum, group) => sum + (group.severity === 'error' ? group.count : 0), 0)
}

/** Puts the numbers a mending moved where every screen reads them, and says aloud how much is left. */
function useSums(item: Import) {
	const client = useQueryClient()
	return (sums: MendingSums, said: string) => {
		const { queryKey } = runQuery(item.run_id)
		const { others, ...moved } = sums
		const run = client.getQueryData(queryKey) ?? []
		const now = run.find((known) => known.id === item.id) ?? item
		// An event of the server may have been faster, with a newer plan.
		if (now.plan <= moved.plan) applyImport(client, { ...now, ...moved })
		if (others.length > 0) void client.invalidateQueries({ queryKey })
		void client.invalidateQueries({ queryKey: mendKey(item.id) })
		forgetCommit(item.run_id)
		const left = errorsLeft(run.map((known) => (known.id === item.id ? { ...known, ...moved } : known)))
		announce(
			left > 0 ? i18next.t('import.mend.left', { said, count: left }) : i18next.t('import.mend.none_left', { said }),
		)
	}
}

function doneText(step: Step | null): string {
	if (!step) return i18next.t('import.mend.nothing')
	return i18next.t(step.kind === 'skip' ? 'import.mend.skipped' : 'import.mend.fixed', { count: step.rows })
}

/** Everything that was read of the rows: after a fix of many nobody knows which of them moved. */
function useAfterStep(item: Import) {
	const client = useQueryClient()
	const apply = useSums(item)
	return (sums: MendingSums, said: string) => {
		void client.invalidateQueries({ queryKey: ['imports', 'rows', item.id] })
		apply(sums, said)
	}
}

/** One row's cells. The row that comes back stands at once wherever it is shown, even in a list it no longer belongs to. */
export function useEdit(item: Import) {
	const client = useQueryClient()
	const apply = useSums(item)
	return useMutation({
		mutationFn: ({ line, cells }: { line: number; cells: Record<string, string | null> }) =>
			api.patch<EditAnswer>(`/imports/${item.id}/rows/${line}`, cells),
		onSuccess: ({ row, import: sums }) => {
			client.setQueriesData<{ items: Row[] }>(
				{ queryKey: ['imports', 'rows', item.id, 'window'] },
				(page) => page && { ...page, items: page.items.map((known) => (known.line === row.line ? row : known)) },
			)
			client.setQueryData(['imports', 'rows', item.id, 'one', row.line], row)
			apply(sums, i18next.t(row.action === 'refused' ? 'import.mend.still_bad' : 'import.mend.mended'))
			// A repeated value leaves the other row too; positions in the whole file do not move by reading it again.
			void client.invalidateQueries({ queryKey: ['imports', 'rows', item.id, 'window', 'all'] })
			void client.invalidateQueries({ queryKey: ['imports', 'rows', item.id, 'list'] })
		},
		onError: failed,
	})
}

export interface FixRequest {
	code: string | null
	field: string | null
	fix: FixName
	params?: FixParams
	lines?: number[]
}

export function useFix(item: Import) {
	const after = useAfterStep(item)
	return useAction({
		mutationFn: (request: FixRequest) => api.post<StepAnswer>(`/imports/${item.id}/fixes`, request),
		onSuccess: ({ step, import: sums }) => after(sums, doneText(step)),
		onError: failed,
	})
}

/** Many rows as one step: proposed usernames, as they were edited. */
export function useEditRows(item: Import) {
	const after = useAfterStep(item)
	return useAction({
		mutationFn: (rows: { line: number; values: Record<string, string> }[]) =>
			api.patch<StepAnswer>(`/imports/${item.id}/rows`, { rows }),
		onSuccess: ({ step, import: sums }) => after(sums, doneText(step)),
		onError: failed,
	})
}

export function useUndoStep(item: Import) {
	const after = useAfterStep(item)
	return useMutation({
		mutationFn: () => api.post<StepAnswer>(`/imports/${item.id}/steps/undo`),
		onSuccess: ({ step, import: sums }) => after(sums, i18next.t('import.mend.taken_back', { count: step?.rows ?? 0 })),
		onError: failed,
	})
}

export interface CompanyRequest {
	value: string
	decision: CompanyDecision | null
	company_id?: number
}

export function useDecideCompany(item: Import) {
	const after = useAfterStep(item)
	return useMutation({
		mutationFn: (request: CompanyRequest) =>
			api.put<{ company: NamedCompany; step: Step | null; import: MendingSums }>(
				`/imports/${item.id}/companies`,
				request,
			),
		onSuccess: ({ import: sums }) => after(sums, i18next.t('import.mend.decided')),
		onError: failed,
	})
}
