import { trimEndOf } from '../../values/trim.ts'

/**
 * Domains people mean and the ways they mistype them. A list and not a distance: `mail.com` is one letter from
 * `gmail.com`, and both are somebody's.
 */
const TYPED: Readonly<Record<string, string>> = {
	'gmail.com': `gmial.com gmai.com gmal.com gmil.com gmaill.com gmail.co gmail.con gmail.cm gmail.om gmail.vom gmail.comm
		gmail.coom gmail.cz gmaul.com gnail.com gamil.com gmeil.com gmsil.com gimail.com gmail gmailcom gmail.com.cz g-mail.com`,
	'seznam.cz': `sezanm.cz seznma.cz senzam.cz seznam.c seznam.ca seznam.com seznam.sk seznam.czz seznam.xz seznam.cx
		sezam.cz szenam.cz sezmam.cz seznan.cz seynam.cz seznam seznamcz sznam.cz seznm.cz seznam.cy sesnam.cz zeznam.cz`,
	'email.cz': 'emai.cz eamil.cz emial.cz email.c emeil.cz e-mail.cz emailcz email.czz email.xz emaill.cz',
	'centrum.cz':
		'cetrum.cz centum.cz cenrtum.cz centrm.cz centrum.c centrun.cz cantrum.cz centrumcz centrum centrum.czz',
	'volny.cz': 'volni.cz volnny.cz vollny.cz voln.cz volnycz volny.c volmy.cz volny',
	'post.cz': 'pots.cz postt.cz post.c postcz',
	'atlas.cz': 'altas.cz atals.cz atlas.c atlascz',
	'outlook.com': 'outlok.com outllook.com outloo.com outlook.con outlook.co outlookcom otlook.com outloook.com',
	'hotmail.com': 'hotmial.com hotmal.com hotmai.com hotmail.con hotmail.co hotmil.com homtail.com hotmailcom',
	'icloud.com': 'iclod.com icoud.com icloud.con icloud.co iclud.com icloudcom',
	'yahoo.com': 'yaho.com yhaoo.com yahoo.con yahoo.co yahooo.com yahoocom',
	'azet.sk': 'azet.s azetsk aezt.sk azte.sk',
	'zoznam.sk': 'zozman.sk zoznma.sk zoznam.s zoznamsk',
}

const MEANT = new Map<string, string>()
for (const [domain, typos] of Object.entries(TYPED)) for (const typo of typos.split(/\s+/)) MEANT.set(typo, domain)

/** Domains that are certainly mistyped, for looking them up in the database. */
export const MISTYPED: readonly string[] = [...MEANT.keys()]

/**
 * Whether mail to the address would go to a domain nobody meant. Looks a domain up only when one of its length and
 * first letter is in the list: this is asked of every address of a file.
 */
export function isMistyped(email: string): boolean {
	const from = email.indexOf('@') + 1
	const length = email.length - from
	if (from === 0 || length >= FIRST_LETTERS.length) return false
	const first = (email.charCodeAt(from) | 0x20) - 97
	if ((FIRST_LETTERS[length]! & (1 << first)) === 0) return false
	return MEANT.has(email.slice(from).toLowerCase())
}

/** By length, the first letters of mistyped domains, a bit each. */
const FIRST_LETTERS = new Uint32Array(32)
for (const domain of MISTYPED) FIRST_LETTERS[domain.length]! |= 1 << (domain.charCodeAt(0) - 97)

/** The address with the domain that was meant; undefined when nothing is known to be wrong with it. */
export function withMeantDomain(email: string): string | undefined {
	const at = email.lastIndexOf('@')
	const domain = trimEndOf(email.slice(at + 1), /\./).toLowerCase()
	const meant = at < 1 ? undefined : MEANT.get(domain)
	return meant && `${email.slice(0, at)}@${meant}`
}
