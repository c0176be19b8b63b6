import type { TFunction } from 'i18next'
import type { Column } from '../../contract/imports.ts'
import { type Planned, toWrite } from './sums.ts'

/** "1 248 kontaktů a 25 společností" */
export function whatIsWritten(t: TFunction, imports: Planned[]): string {
	const parts = toWrite(imports).map(({ noun, count }) => t(`count.${noun}`, { count }))
	return parts.length > 0 ? parts.reduceRight((second, first) => t('count.and', { first, second })) : ''
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
