import type { Target } from '../contract/fields.ts'
import { isFormula } from '../values/formula.ts'
import { PLACEHOLDER_DOMAIN } from '../values/placeholder-email.ts'
import { type Findings, report } from './findings.ts'
import { slotOf } from './slots.ts'
import type { MapPlan } from './types.ts'
import { findDamage } from './values/damage.ts'
import { createPersonKeys, phoneWords } from './values/person-keys.ts'
import { isPostalCode } from './values/postal-code.ts'
import { usernameFromEmail, usernameFromName } from './values/username.ts'

/** Judges and completes a row by several of its values. */
export type RecordRule = (values: (string | null)[]) => void

/**
 * In the order they need each other: an e-mail may be made before the username that is made of it.
 *
 * @param isAsked whether a field is asked about at all; of rows that are mended only a part is read
 */
export function recordRulesOf(plan: MapPlan, findings: Findings, isAsked: (field: string) => boolean): RecordRule[] {
	const rules: RecordRule[] = []
	if (plan.target === 'companies' && isAsked('postal_code')) rules.push(postalCode(findings))
	if (plan.target === 'users' && isAsked('email')) {
		if (plan.options.placeholder_emails && plan.options.mode !== 'update') rules.push(placeholderEmail(plan, findings))
		if (generatesUsernames(plan)) rules.push(generatedUsername(plan))
		rules.push(placeholderMark(findings), personKeys())
	}
	if (plan.target === 'users' && isAsked('phone')) rules.push(phoneKeys)
	const missed = requiredFields(plan).filter(isAsked)
	return [...rules, ...missed.map((name) => required(plan, name, findings))]
}

/** What `users` would compute row by row in SQL; numbered usernames are left to it (`number-generated.ts`). */
function personKeys(): RecordRule {
	const { username, email, first_name, last_name, sort_key, words } = USER_SLOTS
	const keysOf = createPersonKeys()
	return (values) => {
		const name = values[username]
		const address = values[email]
		if (!name || !address) return
		const keys = keysOf({
			username: name,
			email: address,
			first_name: values[first_name]!,
			last_name: values[last_name]!,
		})
		values[sort_key] = keys.sort_key
		values[words] = keys.words
	}
}

function phoneKeys(values: (string | null)[]): void {
	const { phone, mobile, phone_words } = USER_SLOTS
	values[phone_words] = phoneWords(values[phone]!, values[mobile]!)
}

/** Here and not in its cell's reader, because it depends on the country. */
function postalCode(findings: Findings): RecordRule {
	const slot = slotOf('companies', 'postal_code')
	const country = slotOf('companies', 'country')
	return (values) => {
		const value = values[slot]
		if (!value || isPostalCode(value, values[country])) return
		if (!findDamage(value) && !isFormula(value)) report(findings, 'postal_code_invalid', 'postal_code', value)
	}
}

/** R7: `jmeno.prijmeni@neznamy.invalid` for a contact without an address. */
function placeholderEmail(plan: MapPlan, findings: Findings): RecordRule {
	const { username, email, first_name, last_name, email_generated } = USER_SLOTS
	const isGiven = !generatesUsernames(plan)
	return (values) => {
		if (values[email] !== null) return
		const person = usernameFromName(values[first_name], values[last_name])
		const local = person ?? (isGiven ? usernameFromName(values[username]) : undefined) ?? 'kontakt'
		values[email] = `${local.slice(0, 64).replace(/\.$/, '')}@${PLACEHOLDER_DOMAIN}`
		values[email_generated] = 't'
		report(findings, 'email_placeholder', 'email', values[email])
	}
}

/** R8: the address, or `jmeno.prijmeni`; a nameless person gets the local part of an address of their own. */
function generatedUsername(plan: MapPlan): RecordRule {
	const { username, email, first_name, last_name, username_generated, email_generated } = USER_SLOTS
	const byEmail = plan.options.usernames === 'email'
	return (values) => {
		const address = values[email] ?? ''
		const ownAddress = values[email_generated] === 't' ? '' : address
		const made = byEmail
			? usernameFromEmail(address)
			: (usernameFromName(values[first_name], values[last_name]) ?? usernameFromEmail(ownAddress.replace(/@.*/s, '')))
		if (!made) return
		values[username] = made
		values[username_generated] = 't'
	}
}

/**
 * In `update` a username is made only where it is the key: people who exist keep theirs, whatever
 * their name or address has become.
 */
export function generatesUsernames({ target, options }: MapPlan): boolean {
	if (target !== 'users' || options.usernames === 'given') return false
	return options.mode !== 'update' || (options.match ?? 'username') === 'username'
}

function placeholderMark(findings: Findings): RecordRule {
	const { email_placeholder } = USER_SLOTS
	return (values) => {
		if (findings.placeholder) values[email_placeholder] = 't'
	}
}

const USER_SLOTS = {
	username: slotOf('users', 'username'),
	email: slotOf('users', 'email'),
	first_name: slotOf('users', 'first_name'),
	last_name: slotOf('users', 'last_name'),
	email_placeholder: slotOf('users', 'email_placeholder'),
	username_generated: slotOf('users', 'username_generated'),
	email_generated: slotOf('users', 'email_generated'),
	phone: slotOf('users', 'phone'),
	mobile: slotOf('users', 'mobile'),
	sort_key: slotOf('users', 'sort_key'),
	words: slotOf('users', 'words'),
	phone_words: slotOf('users', 'phone_words'),
}

const REQUIRED = { companies: ['name'], users: ['username', 'email'] } as const
type RequiredField = (typeof REQUIRED)[Target][number]

/**
 * What a row may not be without. In `update` and `upsert` that is the key alone; an empty
 * `external_id` or `registration_number` as key is left to `check.ts`, which finds no record by it.
 */
function requiredFields({ target, options }: MapPlan): RequiredField[] {
	const required = [...REQUIRED[target]]
	// Whether a row of an `upsert` makes a record is known later; `check` asks for the rest then.
	if (options.mode === 'create') return required
	const key = options.match ?? required[0]
	return required.filter((name) => name === key)
}

function required(plan: MapPlan, name: RequiredField, findings: Findings): RecordRule {
	const slot = slotOf(plan.target, name)
	const { email } = USER_SLOTS
	// A username that is made of the address is missing because the address is: one issue, not two.
	const followsEmail = name === 'username' && generatesUsernames(plan) && plan.options.usernames === 'email'
	return (values) => {
		if (values[slot] !== null) return
		if (followsEmail && values[email] === null) return
		report(findings, `${name}_missing`, name, null)
	}
}
