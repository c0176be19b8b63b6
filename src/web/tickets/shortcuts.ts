import { useEffect, useRef, useSyncExternalStore } from 'react'

const STORED = 'listek.shortcuts'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
	listeners.add(listener)
	return () => listeners.delete(listener)
}

/** Single letters get in the way of speech input and of some keyboards, so they can be switched off (WCAG 2.1.4). */
export function useShortcutsOn(): [boolean, (on: boolean) => void] {
	const on = useSyncExternalStore(subscribe, () => localStorage.getItem(STORED) !== 'off')
	return [
		on,
		(next) => {
			localStorage.setItem(STORED, next ? 'on' : 'off')
			for (const listener of listeners) listener()
		},
	]
}

/** Where a letter is a letter. */
const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="listbox"]'

/** Keys of a page, by `event.key`. They rest while something is typed, and while a dialog is open. */
export function useShortcuts(keys: Record<string, () => void>): void {
	const [on] = useShortcutsOn()
	const latest = useRef(keys)
	useEffect(() => {
		latest.current = keys
	})
	useEffect(() => {
		if (!on) return
		const press = (event: KeyboardEvent) => {
			if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
			if (event.target instanceof Element && event.target.closest(TYPING)) return
			if (document.querySelector('[role="dialog"]')) return
			const run = latest.current[event.key]
			if (!run) return
			event.preventDefault()
			run()
		}
		window.addEventListener('keydown', press)
		return () => window.removeEventListener('keydown', press)
	}, [on])
}

/** Moves the focus along the list; the focused row is the one the other keys work on. */
export function moveInList(by: 1 | -1): void {
	const links = [...document.querySelectorAll<HTMLElement>('a[data-ticket]')]
	const row = document.activeElement?.closest('tr')
	const at = row ? links.findIndex((link) => row.contains(link)) : -1
	// The first press of either key enters the list.
	const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)
	links[next]?.focus()
}

/** The checkbox of the focused row. */
export function toggleInList(): void {
	document.activeElement?.closest('tr')?.querySelector<HTMLElement>('input[type="checkbox"]')?.click()
}

/** "Převzít" in the focused row, where there is nobody yet, and on to the next: the row may leave the list. */
export function takeInList(): void {
	const take = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('.row-action')
	if (!take) return
	moveInList(1)
	take.click()
}
