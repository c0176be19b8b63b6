import type { IssueTexts } from './issue-texts.ts'

export const enIssues: IssueTexts = {
	too_many_fields: {
		wrong: 'The row has more values than the header has columns',
		todo: 'Most likely a value contains the delimiter. Put such a value in quotes, or look at the delimiter in the File step.',
	},
	too_few_fields: {
		wrong: 'The row has fewer values than the header has columns',
		todo: 'Most likely a record is broken into two lines, or a delimiter is missing. Fix it in the file.',
	},
	quote_not_closed: {
		wrong: 'A quote opens on this line and never closes',
		todo: 'Add the closing quote. A quote inside a value is written twice in CSV.',
	},
	text_after_quote: {
		wrong: 'Text goes on after the closing quote',
		todo: 'A quote inside a value is written twice in CSV. Fix it in the file.',
	},
	undecodable: {
		wrong: "Some characters cannot be read in the file's encoding",
		todo: 'Try another encoding in the File step. If it is the right one, rewrite the damaged value in the file.',
	},
	name_missing: {
		wrong: "The company's name is missing",
		todo: 'The name is required. Add it in the file, or look in the Columns step which column holds it.',
	},
	username_missing: {
		wrong: 'The username is missing',
		todo: 'The username is required. Add it, or let usernames be made from the e-mail or as first.last.',
	},
	email_missing: {
		wrong: 'The e-mail is missing',
		todo: 'The e-mail is required. Add it, or let fictitious addresses be filled in; they will be marked.',
	},
	email_invalid: {
		wrong: 'This is not an e-mail address',
		todo: 'An address looks like name@domain.com. A cell may hold only one.',
	},
	role_invalid: {
		wrong: 'Unknown role',
		todo: 'Use End user, Operator or Administrator. Or leave the column out and choose one role for the whole file.',
	},
	username_invalid: {
		wrong: 'This cannot be a username',
		todo: 'A username has no spaces. The e-mail or first.last works best.',
	},
	language_invalid: { wrong: 'Unknown language', todo: 'Use the name or code of a language, such as Czech or cs.' },
	active_invalid: { wrong: 'It is not clear whether the user is active', todo: 'Use yes or no.' },
	company_tickets_invalid: {
		wrong: "It is not clear whether the user sees the whole company's tickets",
		todo: 'Use yes or no.',
	},
	name_repeated: {
		wrong: 'A company of this name is already higher up in the file',
		todo: 'Keep only one of the rows. Letter case does not matter.',
	},
	username_repeated: {
		wrong: 'This username is already higher up in the file',
		todo: 'Each row needs its own. A person under several companies has a different username for each, say with a number at the end.',
	},
	name_taken: {
		wrong: 'Lístek already has a company of this name',
		todo: 'It is not created twice. Leave the row out, or choose to change existing records in the step Columns.',
	},
	username_taken: {
		wrong: 'Somebody in Lístek already has this username',
		todo: 'If it is the same person, leave the row out, or choose to change existing records in the step Columns. If not, give them another username.',
	},
	external_id_repeated: {
		wrong: 'This external ID is already higher up in the file',
		todo: 'An external ID means one record. Fix it, or keep only one of the rows.',
	},
	external_id_taken: {
		wrong: 'Lístek already has a record with this external ID',
		todo: 'Leave the row out, fix the external ID, or choose to change existing records in the step Columns.',
	},
	registration_number_repeated: {
		wrong: 'This registration number is already higher up in the file',
		todo: 'A registration number means one company. Fix it, or keep only one of the rows.',
	},
	registration_number_taken: {
		wrong: 'Lístek already has a company with this registration number',
		todo: 'Leave the row out, fix the number, or choose to change existing records in the step Columns.',
	},
	email_repeated: {
		wrong: 'This e-mail is in the file more than once',
		todo: 'With sign-in by e-mail only one user may have each; otherwise make sure that it is not the same person twice.',
	},
	email_taken: {
		wrong: 'Somebody in Lístek already has this e-mail',
		todo: 'With sign-in by e-mail only one user may have each; otherwise make sure that you do not have this person already.',
	},
	company_unknown: {
		wrong: "We do not know the contact's company",
		todo: 'Add the companies file to this import, or let the companies be created with nothing but a name.',
	},
	company_ambiguous: {
		wrong: 'More than one company fits this name',
		todo: 'In the file, use the registration number instead, or the exact name of the right one.',
	},
	group_unknown: {
		wrong: 'Lístek has no such group of operators',
		todo: 'Let the groups be created, or fix the name. Several groups in one cell are separated by commas or semicolons.',
	},
	not_found: {
		wrong: 'Lístek has no such record to change',
		todo: 'Look at the value records are found by, or take the row out.',
	},
	key_missing: {
		wrong: 'The value by which the record is found is missing',
		todo: 'Fill it in in the file, or choose another field by which existing records are found.',
	},
	key_ambiguous: {
		wrong: 'Several records have this value',
		todo: 'Choose another field by which existing records are found, the username for example.',
	},
	registration_number_invalid: {
		wrong: 'The check digit of the registration number does not fit',
		todo: 'The row is imported with the value as it is. Just make sure that it has no typing error.',
	},
	vat_number_invalid: {
		wrong: 'The VAT number has an unusual form',
		todo: 'The row is imported with the value as it is. The usual form is CZ and 8 to 10 digits.',
	},
	phone_invalid: {
		wrong: 'The phone does not look like a phone number',
		todo: 'The row is imported with the value as it is.',
	},
	phone_several: {
		wrong: 'The phone holds several numbers',
		todo: 'The mobile number goes to Mobile, all the others are imported in Phone. Leave the one to dial there.',
	},
	email_several: {
		wrong: 'The e-mail holds several addresses',
		todo: 'The first one is imported, all the others go to the note. If mail should go to another one, change it here.',
	},
	postal_code_invalid: {
		wrong: 'The postal code has an unusual form',
		todo: 'The row is imported with the value as it is. The usual form is 123 45.',
	},
	email_placeholder: {
		wrong: 'The e-mail is obviously fictitious',
		todo: 'The row is imported, the address is marked, and nothing is ever sent to it.',
	},
	groups_ignored: {
		wrong: 'Customers are in no groups of operators',
		todo: 'The row is imported without its groups. If these people are operators, choose that role for the import.',
	},
	email_mistyped: {
		wrong: 'The domain of the e-mail looks mistyped',
		todo: 'The row is imported with the address as it is, but mail to it would most likely not arrive. All can be fixed at once.',
	},
	spreadsheet_damage: {
		wrong: 'A spreadsheet program has damaged the value',
		todo: 'It would be imported as it is. Export it again from the original system as text, without opening it in Excel.',
	},
	formula: {
		wrong: 'The value looks like a formula',
		todo: 'It is imported as plain text. Just make sure that it belongs there.',
	},
	too_long: {
		wrong: '{{field}}: the value is longer than {{max}} characters',
		todo: 'Shorten it in the file, or make sure that the column goes to the right field.',
	},
}
