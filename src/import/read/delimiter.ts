/**
 * A character that can divide cells, or two of the same, as some programs write. Letters, digits, quotes and line ends
 * cannot.
 */
export function isDelimiter(text: string): boolean {
	return /^(\t|[^\p{L}\p{N}\p{C}"])\1?$/u.test(text)
}
