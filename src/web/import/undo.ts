import { queryOptions, useQueryClient } from '@tanstack/react-query'
import type { Import, UndoPreview } from '../../contract/imports.ts'
import { api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { applyImport } from './run.ts'

/** What an undo would do now; of an import that was undone, what it did. */
export function undoQuery(item: Pick<Import, 'id' | 'state'>) {
	return queryOptions({
		queryKey: ['imports', 'undo', item.id, item.state],
		queryFn: ({ signal }) => api.get<UndoPreview>(`/imports/${item.id}/undo`, { run: true }, signal),
		// Somebody may edit a record while the dialog is being read.
		staleTime: 0,
		retry: false,
	})
}

/** People before their companies: a company somebody belongs to would stay. */
export function inUndoOrder(imports: Import[]): Import[] {
	return imports.filter((item) => item.undoable_until !== null).toReversed()
}

/** Has the imports of a run taken back. A worker does it, one after another, whether or not the page stays open. */
export function useUndo() {
	const client = useQueryClient()
	return useAction({
		mutationFn: async (inOrder: Import[]) => {
			for (const { id } of inOrder) applyImport(client, await api.post<Import>(`/imports/${id}/undo`))
		},
		onSettled: () => {
			void client.invalidateQueries({ queryKey: ['imports'] })
			void client.invalidateQueries({ queryKey: ['companies'] })
			void client.invalidateQueries({ queryKey: ['users'] })
		},
	})
}
