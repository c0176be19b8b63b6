import type { UiLanguage } from './fields.ts'
import { issueText } from './issue-texts.ts'

interface Reason {
	code: string
	field: string | null
	value: string | null
}

/** Names of fields in a sentence. */
const FIELD_NAMES: Record<UiLanguage, Record<string, string>> = {
	cs: {
		name: 'Název',
		registration_number: 'IČO',
		vat_number: 'DIČ',
		street: 'Ulice',
		city: 'Město',
		postal_code: 'PSČ',
		country: 'Země',
		phone: 'Telefon',
		email: 'E-mail',
		website: 'Web',
		note: 'Poznámka',
		external_id: 'Externí ID',
		username: 'Uživatelské jméno',
		first_name: 'Jméno',
		last_name: 'Příjmení',
		title_before: 'Titul před jménem',
		title_after: 'Titul za jménem',
		mobile: 'Mobil',
		company: 'Společnost',
		role: 'Role',
		position: 'Pozice',
		language: 'Jazyk',
		active: 'Aktivní',
	},
	en: {
		name: 'Name',
		registration_number: 'Registration number',
		vat_number: 'VAT number',
		street: 'Street',
		city: 'City',
		postal_code: 'Postal code',
		country: 'Country',
		phone: 'Phone',
		email: 'E-mail',
		website: 'Website',
		note: 'Note',
		external_id: 'External ID',
		username: 'Username',
		first_name: 'First name',
		last_name: 'Last name',
		title_before: 'Title before the name',
		title_after: 'Title after the name',
		mobile: 'Mobile',
		company: 'Company',
		role: 'Role',
		position: 'Position',
		language: 'Language',
		active: 'Active',
	},
}

export function fieldName(language: UiLanguage, field: string): string {
	return FIELD_NAMES[language][field] ?? field
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
