import { useRef, useState } from 'react'
import type { Attachment } from '../../contract/tickets.ts'

/** What is being written, kept in this tab until it is sent: neither a refusal nor a reload loses a word. */
export interface Draft {
	/** What is written after this one was sent is another draft. */
	id: string
	kind: 'reply' | 'note'
	subject: string
	body: string
	/** After sending; null: as it is. */
	state_id: number | null
	attachments: Attachment[]
}

export function emptyDraft(): Draft {
	const id = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('')
	return { id, kind: 'reply', subject: '', body: '', state_id: null, attachments: [] }
}

/**
 * Names what is sent, for `Idempotency-Key`: the same draft with the same content is stored once, however often it is
 * sent, also after an answer that was lost and a reload. A change of it is something else.
 */
export function onceKey(draftId: string, content: object): { 'Idempotency-Key': string } {
	const text = JSON.stringify(content)
	let hash = 0
	for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
	return { 'Idempotency-Key': `${draftId}-${text.length}-${hash >>> 0}` }
}

/** Also of the person: the next one at this screen must not find what this one wrote. */
function keyOf(userId: number, what: number | 'new'): string {
	return `listek.draft.${userId}.${what}`
}

function read(key: string): Draft {
	try {
		const stored = sessionStorage.getItem(key)
		return stored === null ? emptyDraft() : { ...emptyDraft(), ...(JSON.parse(stored) as Partial<Draft>) }
	} catch {
		return emptyDraft()
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
