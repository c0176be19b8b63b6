/**
 * Text without the characters of a kind at its ends; `kind` matches one of them. `/[. ]+$/` does the same and starts
 * anew at each of them, so that a long row of them before another character takes its square.
 */
export function trimOf(text: string, kind: RegExp): string {
	return trimEndOf(trimStartOf(text, kind), kind)
}

/** The same for the end alone. */
export function trimEndOf(text: string, kind: RegExp): string {
	let end = text.length
	while (end > 0 && kind.test(text[end - 1]!)) end--
	return text.slice(0, end)
}

/** The same for the beginning alone. */
export function trimStartOf(text: string, kind: RegExp): string {
	let start = 0
	while (start < text.length && kind.test(text[start]!)) start++
	return text.slice(start)
}
