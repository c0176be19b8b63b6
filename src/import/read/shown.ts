/** A value for a message: escaped bytes as `\x9F`, other lone surrogates as `\uD83D`, at most 100 characters. */
export function shown(value: string): string {
	const start = value.slice(0, 400)
	const readable = start.isWellFormed()
		? start
		: start.replace(/\p{Surrogate}/gu, (unit) => {
				const code = unit.charCodeAt(0)
				const hex = code.toString(16).toUpperCase()
				return code >= 0xdc00 && code <= 0xdcff ? `\\x${hex.slice(2)}` : `\\u${hex}`
			})
	return readable.length > 100 ? `${readable.slice(0, 99).toWellFormed()}…` : readable
}
