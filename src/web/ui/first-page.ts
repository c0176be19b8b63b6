let first = true

/** Whether a page is the first one since the browser loaded; asking makes the next one another. */
export function isFirstPage(): boolean {
	const was = first
	first = false
	return was
}
