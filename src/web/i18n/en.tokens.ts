import type { csTokens } from './cs.tokens.ts'
import type { Messages } from './messages.ts'

export const enTokens: Messages<typeof csTokens> = {
	title: 'API tokens',
	lead: 'With a token other programs sign in to Lístek. They may do what the person who created it may.',
	name: 'What it is for',
	name_hint: 'Nightly import, for example. The name tells you which token can be revoked.',
	create: 'Create token',
	secret: 'Token “{{name}}”',
	secret_once: 'The token is shown only now. Store it in the program that will use it.',
	secret_copy: 'Copy token',
	secret_copied: 'The token is in the clipboard.',
	empty: 'You have no tokens yet.',
	list: 'Created tokens',
	column: { name: 'Name', user: 'Rights of', created: 'Created', used: 'Last used' },
	never: 'not yet',
	revoke: 'Revoke',
	revoke_of: 'Revoke token {{name}}',
	revoke_question: 'Revoke the token “{{name}}”?',
	revoke_text: 'The program that uses it loses its access to Lístek at once. A revoked token cannot be brought back.',
	revoke_confirm: 'Revoke token',
	revoked: 'The token {{name}} is no longer valid.',
}
