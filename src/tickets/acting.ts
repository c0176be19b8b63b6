import type { Person } from '../auth/permissions.ts'
import type { UiLanguage } from '../contract/fields.ts'

/** Who does it, and the language to refuse it in. A request is one. */
export interface Acting {
	person: Person
	language: UiLanguage
}
