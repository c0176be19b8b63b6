import { type RefObject, useEffect, useRef } from 'react'

/**
 * A button rests while it works, and loses the focus by that: whoever works by keyboard would hear nothing and start at
 * the top of the page. The element gets the focus when the work is done, unless it is somewhere else by then.
 */
export function useFocusBack<T extends HTMLElement>(busy: boolean): RefObject<T | null> {
	const element = useRef<T>(null)
	const worked = useRef(false)
	useEffect(() => {
		if (worked.current && !busy && document.activeElement === document.body) element.current?.focus()
		worked.current = busy
	}, [busy])
	return element
}
