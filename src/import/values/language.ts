import { LANGUAGES, type Language } from '../../contract/fields.ts'
import { foldWords } from './fold.ts'

/**
 * The language a cell means: a code (`cs`), a locale (`cs-CZ`, `cs_CZ.UTF-8`), the country's code
 * people write instead (`cz`, `ua`), or a name in Czech, English or the language itself.
 */
export function parseLanguage(value: string): Language | undefined {
	const words = foldWords(value)
	const whole = LANGUAGE_OF.get(words)
	if (whole) return whole
	return LOCALE.test(value) ? LANGUAGE_OF.get(words.split(' ', 1)[0]!) : undefined
}

const LOCALE = /^[a-z]{2,3}[-_][a-z]{2}(?:[.@][\w-]+)?$/i

const WORDS: Readonly<Record<Language, string>> = {
	cs: 'cz|ces|cze|čeština|česky|český|český jazyk|czech|tschechisch|čeština (česko)',
	en: 'eng|angličtina|anglicky|anglický|anglický jazyk|english|englisch|gb|us',
	sk: 'slk|slo|slovenština|slovensky|slovenský|slovak|slovenčina|slowakisch',
	de: 'deu|ger|němčina|německy|německý|german|deutsch|nemčina',
	pl: 'pol|polština|polsky|polský|polish|polski|język polski|poľština|polnisch',
	hu: 'hun|maďarština|maďarsky|maďarský|hungarian|magyar|maďarčina|ungarisch',
	uk: 'ukr|ua|ukrajinština|ukrajinsky|ukrajinský|ukrainian|українська|ukrajinčina|ukrainisch',
	ru: 'rus|ruština|rusky|ruský|russian|русский|russisch',
	fr: 'fra|fre|francouzština|francouzsky|francouzský|french|français|francúzština|französisch',
	it: 'ita|italština|italsky|italský|italian|italiano|taliančina|italienisch',
	es: 'spa|španělština|španělsky|španělský|spanish|español|castellano|španielčina|spanisch',
}

const LANGUAGE_OF = new Map<string, Language>()
for (const language of LANGUAGES) {
	LANGUAGE_OF.set(language, language)
	for (const word of WORDS[language].split('|')) LANGUAGE_OF.set(foldWords(word), language)
}
