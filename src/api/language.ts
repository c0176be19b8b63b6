import { UI_LANGUAGES, type UiLanguage } from '../contract/fields.ts'

/** The first language of `Accept-Language` (RFC 9110) that the interface speaks; Slovak readers get Czech. Czech otherwise. */
export function languageOf(header: string | undefined): UiLanguage {
	const wanted = (header ?? '')
		.split(',')
		.map((part) => {
			const [tag, ...parameters] = part.trim().toLowerCase().split(';')
			const quality = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean)
			return { language: tag!.split('-')[0]!, quality: quality ? Number(quality) : 1 }
		})
		.filter(({ quality }) => quality > 0)
		.sort((a, b) => b.quality - a.quality)
	for (const { language } of wanted) {
		if (language === 'sk') return 'cs'
		const spoken = UI_LANGUAGES.find((known) => known === language)
		if (spoken) return spoken
	}
	return 'cs'
}
