/** Without the spaces people write for reading: `270 74 358` → `27074358`. Leading zeros stay. */
export function bareRegistrationNumber(value: string): string {
	return value.replace(/\s+/g, '')
}

/**
 * Is it a Czech or Slovak IČO with a right check digit? Foreign numbers exist, so `false` is a
 * warning. Rule: 8 digits, weights 8 to 2 over the first seven, remainder by 11; the check digit is
 * 1 for 0, 0 for 1, else 11 less the remainder.
 */
export function isRegistrationNumber(value: string): boolean {
	if (value.length !== 8) return false
	let sum = 0
	for (let at = 0; at < 8; at++) {
		const digit = value.charCodeAt(at) - 48
		if (digit < 0 || digit > 9) return false
		if (at < 7) sum += digit * (8 - at)
	}
	return value.charCodeAt(7) - 48 === (11 - (sum % 11)) % 10
}
