import { fold } from './fold.ts'

/** Where a title of a name stands, of Czech, Slovak and German names above all. */
export type TitlePlace = 'before' | 'after'

/**
 * What the word is, when it is no part of the name itself. Short words that are surnames, too, count only with their
 * full stop: `st.`, `por.`, `doc.`
 */
export function titlePlace(word: string): TitlePlace | undefined {
	const bare = fold(word).replace(/[.\s]/g, '')
	if (BEFORE.has(bare)) return 'before'
	if (AFTER.has(bare)) return 'after'
	if (!word.endsWith('.')) return undefined
	if (BEFORE_DOTTED.has(bare)) return 'before'
	return AFTER_DOTTED.has(bare) ? 'after' : undefined
}

/** Whether the word belongs to the title before it: `Ing. arch.`, `Mgr. et Mgr.`, `Dr. h. c.` */
export function continuesTitle(word: string): boolean {
	return CONTINUING.has(fold(word).replace(/[.\s]/g, ''))
}

/** How one is addressed, which only at the beginning of a longer name is certain not to be a name: `pan Jan Novák`. */
export function isAddress(word: string): boolean {
	return ADDRESSES.has(fold(word).replace('.', ''))
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const BEFORE = words(
	'bc bca ing mgr mga mudr mvdr mddr judr phdr rndr pharmdr thdr thlic paeddr phmr icdr rsdr rcdr artd dr mag dipling',
)
const AFTER = words('phd csc drsc drhc mba dis llm llb thd msc bsc mph mpa dba mha beng meng acca cfa pmp')
const BEFORE_DOTTED = words('doc prof akad dipl plk pplk mjr kpt npor por nprap prap brig gen genmjr genpor p sl ks')
const AFTER_DOTTED = words('ml st jr sr jun sen ba ma')
const CONTINUING = words('et arch hc h c paed habil')
const ADDRESSES = words('pan pani pán slecna mr mrs ms miss herr frau sir')
