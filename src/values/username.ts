/**
 * May someone sign in under it? 1 to 100 letters of any script, digits, and `. _ - @ +`; no spaces,
 * no control characters, nothing invisible. Expects NFC.
 */
export function isUsername(value: string): boolean {
	return isAsciiUsername(value) || (ANY_SCRIPT.test(value) && !UNSEEN.test(value))
}

/** The ordinary case by itself, without a regular expression. */
export function isAsciiUsername(value: string): boolean {
	if (value.length === 0 || value.length > 100) return false
	for (let at = 0; at < value.length; at++) {
		const code = value.charCodeAt(at)
		if (code > 127 || ALLOWED[code] === 0) return false
	}
	return true
}

const ANY_SCRIPT = /^[\p{L}\p{M}\p{N}._@+-]{1,100}$/u
/** What nobody sees or could type again: fillers, selectors, joiners, and marks around the letter before. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Me}]/u
const ALLOWED = new Uint8Array(128)
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@+-')
	ALLOWED[char.charCodeAt(0)] = 1
