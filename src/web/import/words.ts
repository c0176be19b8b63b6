import type { TFunction } from 'i18next'
import type { Column, Row } from '../../contract/imports.ts'
import { issueText } from '../../contract/issue-texts.ts'
import { isSplit } from '../../contract/mapping.ts'
import { uiLanguage } from '../i18n/index.ts'
import { type Planned, plannedParts, toWrite } from './sums.ts'

/** "1 248 kontaktů a 25 společností" */
export function whatIsWritten(t: TFunction, imports: Planned[]): string {
	const parts = toWrite(imports).map(({ noun, count }) => t(`count.${noun}`, { count }))
	return parts.length > 0 ? parts.reduceRight((second, first) => t('count.and', { first, second })) : ''
}

/** "20 změn a 3 nové kontakty", for plans that change what exists. Nominative, as it stands after a colon. */
export function whatChanges(t: TFunction, imports: Planned[]): string {
	const { updated, created, deactivated } = plannedParts(imports)
	const parts = [
		...(updated > 0 ? [t('import.plan.changes', { count: updated })] : []),
		...created.map(({ noun, count }) => t(`import.plan.new_${noun}`, { count })),
		...(deactivated > 0 ? [t('import.plan.deactivated', { count: deactivated })] : []),
	]
	return new Intl.ListFormat(uiLanguage(), { type: 'conjunction' }).format(parts)
}

export function encodingName(t: TFunction, encoding: string | null): string {
	if (encoding === null) return '?'
	return t(`import.encoding.${encoding as 'utf-8'}`, { defaultValue: encoding })
}

const DELIMITER_NAMES = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'pipe' } as const

export function delimiterName(t: TFunction, delimiter: string | null): string {
	const name = DELIMITER_NAMES[(delimiter ?? '') as ';']
	return name ? t(`import.delimiter.${name}`) : t('import.delimiter.other', { char: delimiter ?? '' })
}

export function columnName(t: TFunction, column: Pick<Column, 'header' | 'index'>): string {
	return column.header.trim() || t('import.columns.no_header', { number: column.index + 1 })
}

export function fieldName(t: TFunction, field: string): string {
	return t(`field.${field as 'name'}`, { defaultValue: field })
}

/** What a column is mapped to: a field, or a way to take its cells apart. */
export function mappedName(t: TFunction, mapped: string): string {
	return isSplit(mapped) ? t(`import.columns.split.${mapped}`) : fieldName(t, mapped)
}

/** What is wrong with a cell and what to do about it, as one text for screen readers. */
export function issueSentence(t: TFunction, issue: Row['issues'][number]): string {
	const text = issueText(uiLanguage(), issue.code, issue.field ? fieldName(t, issue.field) : '')
	return `${text.wrong}. ${text.todo}`
}

/** List values in the words of the screens. */
export function choiceName(t: TFunction, field: string | null, value: string): string {
	if (field === 'role') return t(`role.${value as 'customer'}`, { defaultValue: value })
	if (field === 'language') return t(`language.${value as 'cs'}`, { defaultValue: value })
	if (field === 'active' || field === 'company_tickets')
		return t(/^(t|true|yes|ano|1)$/.test(value) ? 'import.mend.yes' : 'import.mend.no')
	return value
}
