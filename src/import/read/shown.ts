/** Text as it can be kept and shown: escaped bytes as `\\x9F`, other lone surrogates as `\\uD83D`. */
export function readable(text: string): string {
	if (text.isWellFormed()) return text
	return text.replace(/\p{Surrogate}/gu, (unit) => {
		const code = unit.charCodeAt(0)
		const hex = code.toString(16).toUpperCase()
		return code >= 0xdc00 && code <= 0xdcff ? `\\x${hex.slice(2)}` : `\\u${hex}`
	})
}

/** The same for a message, at most 100 characters. */
export function shown(value: string): string {
	const text = readable(value.slice(0, 400))
	return text.length > 100 ? `${text.slice(0, 99).toWellFormed()}…` : text
}
