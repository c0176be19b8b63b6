import { InvalidArgumentError } from 'commander'

/** Reads an option or argument that counts something. */
export function wholeNumber(min: number, max: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
	return (text) => {
		const value = Number(text)
		if (/^\d+$/.test(text) && value >= min && value <= max) return value
		const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`
		throw new InvalidArgumentError(`It is a whole number ${range}.`)
	}
}
