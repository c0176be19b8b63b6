import { uiLanguage } from '../i18n/index.ts'

/** In a conversation the hour matters on any day; today needs no date. */
export function formatMoment(iso: string, now: Date = new Date()): string {
	const date = new Date(iso)
	const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
	const day: Intl.DateTimeFormatOptions =
		date.toDateString() === now.toDateString() ? {} : { day: 'numeric', month: 'numeric', year: 'numeric' }
	return new Intl.DateTimeFormat(uiLanguage(), { ...day, ...time }).format(date)
}
