import { EXPONENT, SUSPECT, scan } from './scan.ts'

/** What a spreadsheet or a wrong encoding did to the cell; each has its own advice. */
export type Damage = 'rounded' | 'error_value' | 'column_too_narrow' | 'wrong_encoding'

/**
 * Signs that the cell is not what somebody typed: `4,20602E+11`, `#N/A`, `########`, `PĹ™Ă­jmenĂ­`,
 * U+FFFD. Takes the cell as it stands in the file: cleaning may remove half of a mojibake pair
 * (`Ĺ` and a no-break space are `Š`).
 *
 * Text in windows-1250 read as 1252 (`Pøíjmení`) is not found here, since ø and è are letters of
 * people's names; `decode` judges it by the whole file.
 */
export function findDamage(cell: string, found: number = scan(cell)): Damage | undefined {
	const first = cell.charCodeAt(0)
	if (found & EXPONENT && (first <= NINE || first === CAPITAL_E)) {
		if (ROUNDED.test(cell)) return 'rounded'
		if (CALC_ERROR.test(cell)) return 'error_value'
	}
	if (!(found & SUSPECT)) return undefined
	const trimmed = cell.trim()
	if (trimmed.startsWith('#')) {
		if (/^#{3,}$/.test(trimmed)) return 'column_too_narrow'
		if (ERROR_VALUES.has(trimmed.toUpperCase())) return 'error_value'
	}
	return MOJIBAKE.test(cell) ? 'wrong_encoding' : undefined
}

const NINE = 57
const CAPITAL_E = 69
// Excel always writes the sign of the exponent, so a code such as `1E5` is not hit.
const ROUNDED = /^\s*[+-]?\d(?:[.,]\d+)?E[+-]\d{1,3}\s*$/i
const CALC_ERROR = /^Err:5\d\d\s*$/

/** As Excel, Calc and Sheets write them in English, Czech, Slovak, German, Polish and Hungarian. */
const ERROR_VALUES = new Set([
	...['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!', '#NULL!', '#SPILL!', '#CALC!', '#FIELD!', '#ERROR!'],
	...['#HODNOTA!', '#NÁZEV?', '#ODKAZ!', '#DĚLENÍ_NULOU!', '#ČÍSLO!', '#NENÍ_K_DISPOZICI', '#PŘESAH!', '#NEDEF'],
	...['#NÁZOV?', '#DELENIENULOU!', '#NEDOSTUPNÝ', '#PRESAH!'],
	...['#WERT!', '#BEZUG!', '#NV', '#ZAHL!', '#ÜBERLAUF!'],
	...['#ARG!', '#ADR!', '#NAZWA?', '#LICZBA!', '#N/D', '#N/D!', '#DZIEL/0!', '#ZERO!'],
	...['#ÉRTÉK!', '#HIV!', '#NÉV?', '#SZÁM!', '#ZÉRÓOSZTÓ!', '#HIÁNYZIK', '#NULLA!'],
])

/** Letters of the languages our users write; what they look like in a wrong encoding is computed. */
const LETTERS = 'áčďéěíňóřšťúůýžäôľĺŕöüßőűąćęłńśźżàâçèêëîïûñ'
const SIGNS = '„“”‚‘’–—…•€°§©®«»\u00a0'
const MOJIBAKE = mojibake()
/** Text of nothing but these letters and signs: what damaged text may have been. */
export const USUAL_TEXT = new RegExp(`^[${LETTERS}${LETTERS.toUpperCase()}${SIGNS}]+$`, 'u')

/**
 * Every letter's UTF-8 bytes as windows-1250 and windows-1252 show them, as one expression. Pairs of
 * capitals that stand in real words (Slovak `PÄŤ`, old Romanian `Ş`) count only beside a small letter.
 */
function mojibake(): RegExp {
	const sure = new Set(['\ufffd'])
	const doubtful = new Set<string>()
	for (const char of LETTERS + LETTERS.toUpperCase() + SIGNS) {
		const bytes = new TextEncoder().encode(char)
		for (const encoding of ['windows-1250', 'windows-1252']) {
			const shown = new TextDecoder(encoding).decode(bytes)
			if (bytes.length < 2 || shown === char) continue
			const isWord = /^[ÄÂ][ŤŽŠ]$|^Ă[ŞŢ]$/.test(shown)
			if (isWord) doubtful.add(shown)
			else sure.add(shown)
		}
	}
	const either = (shown: Iterable<string>) => [...shown].map((text) => text.replace(/[^\p{L}]/gu, escaped)).join('|')
	return new RegExp(`${either(sure)}|(?:${either(doubtful)})(?=\\p{Ll})|(?<=\\p{Ll})(?:${either(doubtful)})`, 'u')
}

function escaped(char: string): string {
	return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}
