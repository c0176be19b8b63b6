import type { Role } from '../../contract/fields.ts'
import { foldWords } from './fold.ts'

/**
 * The role a cell names in Czech, Slovak, English or German, whatever the letter case and
 * diacritics; undefined for anything else. Never a default: a typing error must not make an operator.
 */
export function parseRole(value: string): Role | undefined {
	return ROLE_OF.get(foldWords(value))
}

const ROLE_OF = new Map<string, Role>()

const WORDS: Readonly<Record<Role, string>> = {
	customer: `customer|customers|client|clients|contact|end user|end users|enduser|requester|user|users
		|zákazník|zákaznice|zákazníci|klient|klientka|kontakt|uživatel|uživatelka|koncový uživatel|koncoví uživatelé
		|koncový používateľ|používateľ|zákazníčka|zákazníci
		|kunde|kunden|endkunde|benutzer|endbenutzer|anwender|endanwender`,
	operator: `operator|operators|agent|agents|technician|support
		|operátor|operátorka|operátoři|agentka|řešitel|řešitelka|řešitelé|technik|technička|technici
		|operátori|riešiteľ|riešiteľka
		|bearbeiter|bearbeiterin|techniker|mitarbeiter`,
	admin: `admin|admins|administrator|administrators
		|administrátor|administrátorka|administrátoři|správce|správkyně|správci
		|administrátori|správca|správkyňa
		|administratorin|verwalter`,
}

for (const role of ['customer', 'operator', 'admin'] as const) {
	for (const word of WORDS[role].split('|')) ROLE_OF.set(foldWords(word), role)
}
