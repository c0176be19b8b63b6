import { expect, test } from 'vitest'
import { isUsername } from './username.ts'

test.each(['jan.novak', 'Jan_Novák-2', 'jan@firma.cz', 'žluťoučký', 'олена', 'a', '+420602123456', 'x'.repeat(100)])(
	'%s is a username',
	(value) => expect(isUsername(value)).toBe(true),
)
test.each(['', 'jan novak', ' jan', 'jan\n', 'jan\u0000', 'FIRMA\\jan', 'jan/novak', 'jan\u200b', 'x'.repeat(101)])(
	'%j is none',
	(value) => expect(isUsername(value)).toBe(false),
)

test.each(['\u3164', '\u115f', 'adm\ufe0fin', 'admin\u034f', 'admin\u20dd', 'ad\u00admin', 'a\u200bb'])(
	'what nobody sees is in no username: %j',
	(username) => {
		expect(isUsername(username)).toBe(false)
	},
)
