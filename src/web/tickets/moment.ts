import { locale } from '../i18n/format.ts'

/** In a conversation the hour matters on any day; today needs no date. */
export function formatMoment(iso: string, now: Date = new Date()): string {
	const date = new Date(iso)
	const time: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
	const day: Intl.DateTimeFormatOptions =
		date.toDateString() === now.toDateString() ? {} : { day: 'numeric', month: 'numeric', year: 'numeric' }
	return new Intl.DateTimeFormat(locale(), { ...day, ...time }).format(date)
}
