import { normalForm } from '../../values/normal.ts'
import { fold } from './fold.ts'

export interface CompanyKeys {
	/** Equal: the same name. NFC, trimmed, spaces collapsed, lower case. */
	exact: string
	/** Equal: written differently. No diacritics, quotes and commas; `&`, `a` and `and` are one; one way to write the legal form. */
	normalised: string
	/** Equal: perhaps the same company, perhaps its sister (X s.r.o. and X a.s.); the normalised name without the legal form. */
	core: string
}

/**
 * The keys company names are compared by, strictest first. Legal forms may by law be written several
 * ways: `s. r. o.`, `spol. s r.o.` and `společnost s ručením omezeným` are one form, `sro`.
 */
export function companyKeys(name: string): CompanyKeys {
	const exact = normalForm(name, 'NFC').replace(SPACES, ' ').trim().toLowerCase()
	const plain = fold(exact).replace(QUOTES, '').replace(COMMAS, ' ').replace(SPACES, ' ').trim()
	const { core, forms } = withoutForms(plain)
	const joined = core.replace(CONJUNCTION, ' & ').replace(SPACES, ' ').trim()
	return { exact, normalised: [joined, ...forms].join(' '), core: joined }
}

const SPACES = /[\s\u200b\u2060\ufeff]+/g
const QUOTES = /["'„“”‚‘’«»`´]/g
const COMMAS = /,/g
/** Spaces are single already. */
const CONJUNCTION = / ?& ?| (?:a|and)(?= )/g

/** Takes forms from the end until none is left: `x s.r.o. v likvidaci` → x, sro, likvidace. */
function withoutForms(name: string): { core: string; forms: string[] } {
	const forms: string[] = []
	let core = name
	for (;;) {
		const end = core.slice(-LONGEST_FORM)
		const form = end.match(ANY_FORM)
		const index = core.length - end.length + (form?.index ?? 0)
		// A name that is nothing but a form (`AG`) is a name.
		if (!form || index === 0) return { core, forms: forms.reverse() }
		core = core.slice(0, index)
		forms.push(canonical(form[0].trim()))
	}
}

function canonical(written: string): string {
	for (const [form, pattern] of PATTERNS) if (pattern.test(written)) return form
	return written
}

/**
 * As folded. Two-letter forms that are words or abbreviations of their own (`po`, `ZŠ`) need their
 * dots; those that are not (`as`, `se`) do not.
 */
const FORMS: Readonly<Record<string, string>> = {
	sro: String.raw`s\.? ?r\.? ?o\.?|spol\.? ?s\.? ?r\.? ?o\.?|(?:spolecnost|spolocnost) s rucenim (?:omezenym|obmedzenym)`,
	as: String.raw`a\. ?s\.?|a ?s|akc\.? ?spol\.?|akciova (?:spolecnost|spolocnost)|ucastinna spolocnost`,
	vos: String.raw`v\.? ?o\.? ?s\.?|ver\.? ?obch\.? ?spol\.?|verejna obchodni spolecnost|verejna obchodna spolocnost`,
	ks: String.raw`k\. ?s\.?|kom\.? ?spol\.?|komanditni spolecnost|komanditna spolocnost`,
	zs: String.raw`z\. ?s\.?|zapsany spolek`,
	zu: String.raw`z\. ?u\.?|zapsany ustav`,
	ops: String.raw`o\.? ?p\.? ?s\.?|obecne prospesna spolecnost`,
	druzstvo: '(?:bytove )?druzstvo',
	sp: String.raw`s\. ?p\.?|statni podnik|statny podnik`,
	po: String.raw`p\. ?o\.?|prispevkova organizace|prispevkova organizacia`,
	nf: 'nadacni fond|nadace|nadacia',
	oz: String.raw`o\. ?z\.?|obcanske zdruzenie|obcanske sdruzeni`,
	zavod: 'odstepny zavod',
	likvidace: String.raw`[-–(]? ?v likvidaci{1,2}\)?`,
	se: String.raw`se|s\. ?e\.?`,
	gmbh: String.raw`gmbh|g\.m\.b\.h\.?|gesellschaft mit beschrankter haftung`,
	ag: 'ag',
	ltd: String.raw`ltd\.?|limited`,
	llc: String.raw`l\.?l\.?c\.?`,
	inc: String.raw`inc\.?|incorporated`,
	kft: String.raw`kft\.?`,
	spzoo: String.raw`sp\.? ?z ?\.?o\.? ?o\.?`,
	bv: String.raw`b\.?v\.?`,
}

/** With the blank before it; the longest is `gesellschaft mit beschrankter haftung`. */
const LONGEST_FORM = 60

const PATTERNS = Object.entries(FORMS).map(([form, pattern]) => [form, new RegExp(`^(?:${pattern})$`)] as const)
const ANY_FORM = new RegExp(` (?:${Object.values(FORMS).join('|')})$`)
