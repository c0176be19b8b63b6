import { useSyncExternalStore } from 'react'

/** One live region for the whole step: two that speak at once are heard as neither. */
let said = ''
const listeners = new Set<() => void>()

export function announce(text: string): void {
	// The same words twice in a row would not be spoken again.
	said = said === text ? `${text}\u00a0` : text
	for (const listener of listeners) listener()
}

export function useAnnounced(): string {
	return useSyncExternalStore(
		(listener) => {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
		() => said,
	)
}
