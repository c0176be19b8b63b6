import { uiLanguage } from './index.ts'

/** English as it is written in Europe: the day before the month, 24 hours. */
const LOCALES = { cs: 'cs-CZ', en: 'en-GB' } as const

export function locale(): string {
	return LOCALES[uiLanguage()]
}

export function formatNumber(value: number): string {
	return new Intl.NumberFormat(locale()).format(value)
}

/** Next to nothing is never 0 %, nearly everything never 100 %, and neither a whole per cent it is not. */
export function formatPercent(part: number, whole: number): string {
	const share = whole > 0 ? Math.min(Math.max(part / whole, 0), 1) : 0
	const written = (value: number) => new Intl.NumberFormat(locale(), { style: 'percent' }).format(value)
	if (share > 0 && share < 0.01) return `<\u00a0${written(0.01)}`
	if (share < 1 && share > 0.99) return `>\u00a0${written(0.99)}`
	return written(share)
}

export function formatDay(iso: string): string {
	return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(iso))
}

export function formatTime(iso: string): string {
	return new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeStyle: 'short' }).format(new Date(iso))
}

/** Today as a time, this year as a day, anything older with its year: what people look for in a list. */
export function formatShort(iso: string, now: Date = new Date()): string {
	const date = new Date(iso)
	if (date.toDateString() === now.toDateString()) {
		return new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit' }).format(date)
	}
	return new Intl.DateTimeFormat(locale(), {
		day: 'numeric',
		month: uiLanguage() === 'cs' ? 'numeric' : 'short',
		...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
	}).format(date)
}

export function formatBytes(bytes: number): string {
	const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
	let value = bytes
	let unit = 0
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000
		unit += 1
	}
	return new Intl.NumberFormat(locale(), {
		style: 'unit',
		unit: units[unit] ?? 'byte',
		maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
	}).format(value)
}

export function formatSeconds(seconds: number): string {
	const long = seconds >= 90
	return new Intl.NumberFormat(locale(), {
		style: 'unit',
		unit: long ? 'minute' : 'second',
		maximumFractionDigits: !long && seconds < 10 && seconds > 0 ? 1 : 0,
	}).format(long ? seconds / 60 : seconds)
}
