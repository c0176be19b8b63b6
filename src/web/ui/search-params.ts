/** What stands in an address, as the page needs it; anything else is as if it were not there. */
export function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
	return values.find((known) => known === value)
}

export function text(value: unknown): string | undefined {
	// The router parses `?q=123` as a number.
	const string = typeof value === 'number' ? String(value) : value
	return typeof string === 'string' && string !== '' ? string : undefined
}

export function whole(value: unknown): number | undefined {
	const number = Number(value)
	return Number.isSafeInteger(number) && number > 0 ? number : undefined
}
