import { useRef, useState } from 'react'
import type { Attachment } from '../../contract/tickets.ts'

/** What is being written, kept in this tab until it is sent: neither a refusal nor a reload loses a word. */
export interface Draft {
	kind: 'reply' | 'note'
	subject: string
	body: string
	/** After sending; null: as it is. */
	state_id: number | null
	attachments: Attachment[]
}

export const EMPTY: Draft = { kind: 'reply', subject: '', body: '', state_id: null, attachments: [] }

/** Also of the person: the next one at this screen must not find what this one wrote. */
function keyOf(userId: number, what: number | 'new'): string {
	return `listek.draft.${userId}.${what}`
}

function read(key: string): Draft {
	try {
		const stored = sessionStorage.getItem(key)
		return stored === null ? EMPTY : { ...EMPTY, ...(JSON.parse(stored) as Partial<Draft>) }
	} catch {
		return EMPTY
	}
}

function write(key: string, draft: Draft): void {
	try {
		if (draft.body === '' && draft.subject === '' && draft.attachments.length === 0) sessionStorage.removeItem(key)
		else sessionStorage.setItem(key, JSON.stringify(draft))
	} catch {
		// A full or forbidden storage costs the draft only when the page is left.
	}
}

type Update = Partial<Draft> | ((draft: Draft) => Partial<Draft>)

export function useDraft(userId: number, what: number | 'new'): [Draft, (update: Update) => void] {
	const key = keyOf(userId, what)
	const [draft, setDraft] = useState(() => read(key))
	// An upload that ends later changes what is there then, also after the page was left.
	const latest = useRef(draft)
	return [
		draft,
		(update) => {
			latest.current = {
				...latest.current,
				...(typeof update === 'function' ? update(latest.current) : update),
			}
			write(key, latest.current)
			setDraft(latest.current)
		},
	]
}
