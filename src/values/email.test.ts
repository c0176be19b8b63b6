import { expect, test } from 'vitest'
import { bareEmail, isEmail, splitEmails } from './email.ts'

test.each([
	'jan.novak@firma.cz',
	'Jan.NOVAK@Firma.CZ',
	'jan+listek@mail.firma.co.uk',
	"o'brien_x-y@firma-a.cz",
	'x@y.cz',
	'jan@háčkyčárky.cz',
	'jan@xn--hkyrky-ptac70bc.cz',
	'jmeno.prijmeni@neznamy.invalid',
	`${'a'.repeat(64)}@firma.cz`,
])('%s is an address', (address) => expect(isEmail(address)).toBe(true))

test.each([
	'',
	'jan',
	'@firma.cz',
	'jan@',
	'jan@firma',
	'jan@@firma.cz',
	'jan@firma..cz',
	'jan@.cz',
	'jan@firma.cz.',
	'.jan@firma.cz',
	'jan.@firma.cz',
	'jan..novak@firma.cz',
	'jan novak@firma.cz',
	'jan@fir ma.cz',
	'novák@firma.cz',
	'jan@-firma.cz',
	'jan@firma-.cz',
	'jan@firma_a.cz',
	'jan@10.0.0.1',
	'jan@[10.0.0.1]',
	'a@b.cz, c@d.cz',
	'a@b.cz;c@d.cz',
	'jan@firma.c',
	'jan@firma.cz\u0000',
	`${'a'.repeat(65)}@firma.cz`,
	`jan@${'a'.repeat(64)}.cz`,
	`jan@${'abcdefghi.'.repeat(26)}cz`,
])('%j is no address', (address) => expect(isEmail(address)).toBe(false))

test.each([
	['Jan Novák <jan@firma.cz>', 'jan@firma.cz'],
	['<jan@firma.cz>', 'jan@firma.cz'],
	['mailto:jan@firma.cz', 'jan@firma.cz'],
	['jan@firma.cz,', 'jan@firma.cz'],
	['jan@firma.cz; ', 'jan@firma.cz'],
	['jan@firma.cz.', 'jan@firma.cz'],
	['a@b.cz, c@d.cz', 'a@b.cz, c@d.cz'],
	['Jan <a@b.cz>, Eva <c@d.cz>', 'Jan <a@b.cz>, Eva <c@d.cz>'],
	['nesmysl', 'nesmysl'],
])('of %j the address is %j', (cell, address) => expect(bareEmail(cell)).toBe(address))

test.each([
	['a@b.cz ::: c@d.cz', 'a@b.cz', ['c@d.cz']],
	['a@b.cz, c@d.cz;e@f.cz', 'a@b.cz', ['c@d.cz', 'e@f.cz']],
	['a@b.cz\nc@d.cz', 'a@b.cz', ['c@d.cz']],
	['a@b.cz c@d.cz', 'a@b.cz', ['c@d.cz']],
	['a@b.cz / c@d.cz', 'a@b.cz', ['c@d.cz']],
	['a@b.cz nebo c@d.cz', 'a@b.cz', ['c@d.cz']],
	['Jan <a@b.cz>; Eva Malá <c@d.cz>;', 'a@b.cz', ['Eva Malá <c@d.cz>']],
	['práce: a@b.cz, domů: c@d.cz', 'a@b.cz', ['domů: c@d.cz']],
	['mailto:a@b.cz, mailto:c@d.cz', 'a@b.cz', ['mailto:c@d.cz']],
	['a@b.cz, A@b.cz, c@d.cz, c@d.cz', 'a@b.cz', ['c@d.cz']],
	['a@b.cz; a@b.cz', 'a@b.cz', []],
])('%j holds %j and %j', (cell, first, others) => expect(splitEmails(cell)).toEqual({ first, others }))

test.each(['a@b.cz', 'Jan Novák <a@b.cz>', 'a@b.cz, nic', 'a@b, c@d.cz', 'a@@b.cz', 'a@b.cz@c.cz', ''])(
	'%j is not several addresses',
	(cell) => expect(splitEmails(cell)).toBeUndefined(),
)
