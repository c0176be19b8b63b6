import { fieldName } from './field-names.ts'
import type { UiLanguage } from './fields.ts'
import { issueText } from './issue-texts.ts'

interface Reason {
	code: string
	field: string | null
	value: string | null
}

/** How the file of refused records and the command line speak of issues. */
export const REASON_TEXTS = {
	cs: {
		header: '_chyby',
		filename: (name: string) => name.replace(/(\.[^.]*)?$/, '_chyby.csv'),
		describe: (reason: Reason) => describe('cs', reason),
	},
	en: {
		header: '_errors',
		filename: (name: string) => name.replace(/(\.[^.]*)?$/, '_errors.csv'),
		describe: (reason: Reason) => describe('en', reason),
	},
} as const satisfies Record<UiLanguage, unknown>

function describe(language: UiLanguage, { code, field, value }: Reason): string {
	const name = field === null ? '' : fieldName(language, field)
	const { wrong } = issueText(language, code, name)
	const place = name === '' || wrong.toLowerCase().includes(name.toLowerCase()) ? '' : `${name}: `
	const said = value === null || value === '' ? '' : language === 'cs' ? ` („${value}“)` : ` (“${value}”)`
	return `${place}${wrong}${said}.`
}
