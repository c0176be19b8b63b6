import { type QueryClient, queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { Target } from '../../contract/fields.ts'
import type { Import, ImportOptions, ImportState } from '../../contract/imports.ts'
import { api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { failed } from '../ui/notify.ts'
import { forgetCommit } from './stale.ts'

const BUSY: ImportState[] = ['inspecting', 'staging', 'checking', 'committing', 'undoing']

export function isBusy(state: ImportState): boolean {
	return BUSY.includes(state)
}

const runKey = (runId: number) => ['imports', 'run', runId]

/** All imports of a run, companies first: the order in which they are written. */
export function runQuery(runId: number) {
	return queryOptions({
		queryKey: runKey(runId),
		queryFn: async ({ signal }) => {
			const run = await api.get<{ items: Import[] }>(`/import-runs/${runId}`, {}, signal)
			return inOrder(run.items)
		},
	})
}

/** Inside the wizard the run is already there: its frame does not render the steps without it. */
export function useRun(runId: number): Import[] {
	return useSuspenseQuery(runQuery(runId)).data
}

/** Puts what the server said about one import where every screen reads it. */
export function applyImport(client: QueryClient, changed: Import): void {
	client.setQueryData<Import[]>(runKey(changed.run_id), (imports = []) => {
		const before = imports.find((item) => item.id === changed.id)
		if (before && before.state !== changed.state) void client.invalidateQueries({ queryKey: ['imports', 'rows'] })
		return inOrder([...imports.filter((item) => item.id !== changed.id), changed])
	})
	void client.invalidateQueries({ queryKey: ['imports', 'history'] })
	if (changed.state === 'committed') {
		void client.invalidateQueries({ queryKey: ['companies'] })
		void client.invalidateQueries({ queryKey: ['users'] })
	}
}

function inOrder(imports: Import[]): Import[] {
	const place = (item: Import) => (item.target === 'companies' ? 0 : 1)
	return imports.toSorted((a, b) => place(a) - place(b) || a.id - b.id)
}

/** Of everything that decides about a run: while such a thing is on its way, no check may start. */
export const decisionKey = (runId: number) => ['imports', 'decide', runId]

export interface ImportChange {
	target?: Target
	mapping?: (string | null)[]
	constants?: Record<string, string>
	value_map?: Record<string, Record<string, string>>
	options?: Partial<ImportOptions>
	encoding?: string
	delimiter?: string
	header_line?: number
	repair?: boolean
	/** Of a workbook. */
	sheet?: string
}

/** A decision shows at once; when the server refuses it, it goes back and says why. */
export function useChange(runId: number) {
	const client = useQueryClient()
	return useMutation({
		mutationKey: decisionKey(runId),
		mutationFn: ({ id, change }: { id: number; change: ImportChange }) => api.patch<Import>(`/imports/${id}`, change),
		onMutate: async ({ id, change }) => {
			await client.cancelQueries({ queryKey: runKey(runId) })
			const before = client.getQueryData<Import[]>(runKey(runId))
			client.setQueryData<Import[]>(runKey(runId), (imports) =>
				imports?.map((item) => (item.id === id ? withChange(item, change) : item)),
			)
			return before
		},
		onSuccess: (changed) => applyImport(client, changed),
		onError: (error, _change, before) => {
			client.setQueryData(runKey(runId), before)
			failed(error)
		},
	})
}

/** Takes one file out of the run; what was planned for the others is void then. */
export function useRemoveFile(runId: number) {
	const client = useQueryClient()
	return useAction({
		mutationKey: decisionKey(runId),
		mutationFn: ({ id }: Import) => api.delete(`/imports/${id}`),
		onSuccess: (_answer, { id }) => {
			client.setQueryData<Import[]>(runKey(runId), (imports) => imports?.filter((item) => item.id !== id))
			void client.invalidateQueries({ queryKey: runKey(runId) })
			void client.invalidateQueries({ queryKey: ['imports', 'history'] })
		},
		onError: failed,
	})
}

/** Only what needs no computing: the rest is the server's to say. */
function withChange(item: Import, change: ImportChange): Import {
	return {
		...item,
		target: change.target ?? item.target,
		mapping: change.mapping ?? item.mapping,
		constants: change.constants ?? item.constants,
		value_map: { ...item.value_map, ...change.value_map },
		options: { ...item.options, ...change.options },
	}
}

/** `check`, `commit` and `cancel` of any import act on its whole run. */
export function useRunAction(runId: number, action: 'check' | 'commit' | 'cancel') {
	const client = useQueryClient()
	return useAction({
		mutationFn: (body: { confirm_staff?: number; plan?: number } = {}) => {
			const [first] = client.getQueryData<Import[]>(runKey(runId)) ?? []
			if (action !== 'commit') forgetCommit(runId)
			return api.post(`/imports/${first?.id}/${action}`, body)
		},
		onSuccess: async () => {
			await client.invalidateQueries({ queryKey: runKey(runId) })
			await client.invalidateQueries({ queryKey: ['imports', 'rows'] })
			void client.invalidateQueries({ queryKey: ['imports', 'history'] })
		},
	})
}
