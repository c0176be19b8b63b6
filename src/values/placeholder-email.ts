/**
 * R7: is the address obviously fictitious, so that no mail may ever be sent to it? Takes a valid
 * address. Conservative: a real person whose mail is never sent is worse than a bounce, so
 * `nema@email.cz` (a surname at a real provider) is not one, `nema@nema.cz` is.
 *
 * Domains: RFC 2606 and 6761 (`.invalid`, `.example`, `.test`, `.localhost`, example.com, .net, .org).
 */
export function isPlaceholderEmail(email: string): boolean {
	const tld = email.lastIndexOf('.') + 1
	const at = email.indexOf('@')
	const name = Math.max(email.lastIndexOf('.', tld - 2), at) + 1
	if (!isWorthReading(email, name, tld)) return false

	const ending = email.slice(tld).toLowerCase()
	const domain = email.slice(name, tld - 1).toLowerCase()
	if (RESERVED.has(ending)) return true
	if (domain === 'example') return EXAMPLE_TLDS.has(ending)
	if (ALONE.has(domain)) return true

	const local = email.slice(0, at).toLowerCase()
	const isRepeated = isOneLetter(domain)
	if (!isRepeated && !FICTITIOUS.has(domain)) return false
	if (FICTITIOUS.has(local.replace(/[\d._+-]/g, ''))) return true
	// `xx@yy.cz`, `xxx@xxx.cz`, also `x@x.cz`; but `j@o2.cz` or `m@b.cz` may be someone's.
	return isRepeated && isOneLetter(local) && (local === domain || (local.length > 1 && domain.length > 1))
}

/**
 * Spares nearly every address the slicing, which is a third of the whole mapping: a top level of
 * four letters or more, or a name that is a suspicious word by its length and first letter or begins
 * with the same letter twice.
 */
function isWorthReading(email: string, name: number, tld: number): boolean {
	if (email.length - tld > 3) return true
	const length = tld - 1 - name
	const first = email.charCodeAt(name) | 0x20
	if (length === 1 || (email.charCodeAt(name + 1) | 0x20) === first) return true
	return length < FIRST_LETTERS.length && (FIRST_LETTERS[length]! & (1 << (first - 97))) !== 0
}

/** Made up on request for a contact without an address. `.invalid` will never be registered (RFC 2606). */
export const PLACEHOLDER_DOMAIN = 'neznamy.invalid'

const RESERVED = new Set(['invalid', 'example', 'test', 'localhost'])
const EXAMPLE_TLDS = new Set(['com', 'net', 'org'])
/** Domain names that say by themselves that there is no such mailbox. */
const ALONE = new Set(
	'fiktivni fiktivniemail neexistuje neexistujici nemaemail nemamail bezemailu bezmailu noemail no-email nomail nezadano neuvedeno'.split(
		' ',
	),
)
/** Words that are fictitious only when both halves of the address are such words. Not `nic`: nic.cz is a registry. */
const FICTITIOUS = new Set([
	...ALONE,
	...'neznamy neznama neznamo neznam nezadany nezadana nezname neuveden neuvedena fiktivniadresa fikce smysleny smyslena'.split(
		' ',
	),
	...'nema nemam neni nikdo zadny vymysleny dummy fake none nobody unknown nieje neznamyemail'.split(' '),
])

/** By length, the letters such words begin with, a bit each. */
const FIRST_LETTERS = new Uint32Array(32)
for (const word of [...FICTITIOUS, 'example']) FIRST_LETTERS[word.length]! |= 1 << (word.charCodeAt(0) - 97)

function isOneLetter(text: string): boolean {
	return ONE_LETTER.test(text)
}

const ONE_LETTER = /^([a-z])\1*$/
