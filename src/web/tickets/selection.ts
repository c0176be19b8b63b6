import { useState } from 'react'
import { BULK_LIMIT, type TicketFilter } from '../../contract/tickets.ts'

export interface Selection {
	ids: ReadonlySet<number>
	has: (id: number) => boolean
	toggle: (id: number) => void
	/** As many as can be changed at once. */
	choose: (ids: readonly number[]) => void
	clear: () => void
}

const NONE: ReadonlySet<number> = new Set()

/** Belongs to a list: in another one nothing is selected, or one would change tickets one does not see. */
export function useSelection(filter: TicketFilter): Selection {
	const list = JSON.stringify(filter)
	const [state, setState] = useState({ list, ids: NONE })
	const ids = state.list === list ? state.ids : NONE
	const set = (next: Iterable<number>) => setState({ list, ids: new Set([...next].slice(0, BULK_LIMIT)) })
	return {
		ids,
		has: (id) => ids.has(id),
		toggle: (id) => set(ids.has(id) ? [...ids].filter((other) => other !== id) : [...ids, id]),
		choose: set,
		clear: () => set([]),
	}
}
