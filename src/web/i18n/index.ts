import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { UI_LANGUAGES, type UiLanguage } from '../../contract/fields.ts'
import type { cs } from './cs.ts'

const STORED = 'listek.language'

declare module 'i18next' {
	interface CustomTypeOptions {
		resources: { translation: typeof cs }
	}
}

/** Czech first: English only for a browser that asks for it before Czech or Slovak. */
export function chooseLanguage(stored: string | null, browser: readonly string[]): UiLanguage {
	if (isUiLanguage(stored)) return stored
	for (const tag of browser) {
		const code = tag.toLowerCase().split('-')[0]
		if (code === 'cs' || code === 'sk') return 'cs'
		if (code === 'en') return 'en'
	}
	return 'cs'
}

function isUiLanguage(value: unknown): value is UiLanguage {
	return UI_LANGUAGES.some((language) => language === value)
}

export function uiLanguage(): UiLanguage {
	return isUiLanguage(i18next.language) ? i18next.language : 'cs'
}

/** Only the language that is spoken is fetched: each is a tenth of what the first page weighs. */
const TEXTS: Record<UiLanguage, () => Promise<object>> = {
	cs: async () => (await import('./cs.ts')).cs,
	en: async () => (await import('./en.ts')).en,
}

/** Also kept in the browser, so that the sign-in page speaks the language of the last person. */
export async function switchLanguage(language: UiLanguage): Promise<void> {
	if (!i18next.hasResourceBundle(language, 'translation')) {
		i18next.addResourceBundle(language, 'translation', await TEXTS[language]())
	}
	localStorage.setItem(STORED, language)
	await i18next.changeLanguage(language)
}

export async function startI18n(): Promise<void> {
	i18next.on('languageChanged', (language) => {
		document.documentElement.lang = language
	})
	const lng = chooseLanguage(localStorage.getItem(STORED), navigator.languages)
	await i18next.use(initReactI18next).init({
		lng,
		fallbackLng: false,
		resources: { [lng]: { translation: await TEXTS[lng]() } },
		interpolation: { escapeValue: false },
	})
}
