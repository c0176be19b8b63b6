import { type UseMutationOptions, type UseMutationResult, useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

/**
 * `useMutation` for what a person sends with a button or Enter: while it is on its way, the same wish is not sent again.
 * `isPending` cannot hold a second click back, because it is known only after React has drawn once more, and on a slow
 * computer two clicks come before that. For the same reason a wish is over only when what became of it is on the screen.
 * A field that is saved as it changes uses `useMutation`: there the same value may be wanted once more.
 */
export function useAction<Data, Variables = void, Context = unknown>(
	options: UseMutationOptions<Data, Error, Variables, Context>,
): UseMutationResult<Data, Error, Variables, Context> {
	const mutation = useMutation(options)
	const running = useRef(new Set<string>())
	const [over, setOver] = useState<readonly string[]>([])
	useEffect(() => {
		if (over.length === 0) return
		for (const wish of over) running.current.delete(wish)
		setOver([])
	}, [over])

	const mutateAsync: typeof mutation.mutateAsync = (...given) => {
		const wish = JSON.stringify(given[0]) ?? ''
		// Whoever asked first goes on with the answer.
		if (running.current.has(wish)) return new Promise(() => {})
		running.current.add(wish)
		const answer = mutation.mutateAsync(...given)
		const end = () => setOver((before) => [...before, wish])
		answer.then(end, end)
		return answer
	}
	// What went wrong stands in the result's `error`.
	const mutate: typeof mutation.mutate = (...given) => void mutateAsync(...given).catch(() => {})
	return { ...mutation, mutate, mutateAsync }
}
