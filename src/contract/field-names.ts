import type { FieldName, UiLanguage } from './fields.ts'

/** What a field is called: on the screen, in sentences, in the file of refused records. */
export const FIELD_NAMES = {
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
		groups: 'Skupiny',
		company_tickets: 'Vidí požadavky společnosti',
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
		groups: 'Groups',
		company_tickets: "Sees the company's tickets",
	},
} satisfies Record<UiLanguage, Record<FieldName, string>>

export function fieldName(language: UiLanguage, field: string): string {
	const names: Record<string, string> = FIELD_NAMES[language]
	return names[field] ?? field
}
