import { useSyncExternalStore } from 'react'

/** Where lists have one column: as wide as `@media (max-width: 640px)` says in their styles. */
const NARROW = window.matchMedia('(max-width: 640px)')

function subscribe(listener: () => void): () => void {
	NARROW.addEventListener('change', listener)
	return () => NARROW.removeEventListener('change', listener)
}

/** Of our own: the one of @mantine/hooks brings 57 kB to the first load of every page. */
export function useNarrow(): boolean {
	return useSyncExternalStore(subscribe, () => NARROW.matches)
}
