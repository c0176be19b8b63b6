import fc from 'fast-check'
import { expect, test } from 'vitest'
import { repairMisread } from './misread.ts'

const CZECH = 'Příliš žluťoučký kůň úpěl ďábelské ódy, ŠÁTEK Černá Říha „Àâ“ – 5 € Ľubomír Kôň'

test('text that was read in a wrong encoding and saved again is as it was', () => {
	for (const encoding of ['windows-1250', 'windows-1252']) {
		expect(repairMisread(new TextDecoder(encoding).decode(Buffer.from(CZECH)))).toBe(CZECH)
	}
	expect(repairMisread('PĹ™Ă­jmenĂ­;IÄŚO;Nádražní')).toBe('Příjmení;IČO;Nádražní')
})

test('words that are right stay as they are', () => {
	expect(repairMisread(CZECH)).toBe(CZECH)
	expect(repairMisread('PÄŤ, 😀, Ää, Łódź, Đặng, Žižkova ulice')).toBe('PÄŤ, 😀, Ää, Łódź, Đặng, Žižkova ulice')
})

test('whatever is repaired was no Czech or Slovak text', () => {
	const letters = fc.constantFrom(...'aeiouyáčďéěíňóřšťúůýžľĺŕôäÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ -.,')
	fc.assert(
		fc.property(fc.array(letters, { maxLength: 20 }), (chars) => {
			const text = chars.join('')
			expect(repairMisread(text)).toBe(text)
		}),
		{ numRuns: 5_000 },
	)
})
