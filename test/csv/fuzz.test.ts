import { expect, test } from 'vitest'
import { createRandom, type Losses, losses, makeClean, pollute } from './fuzz.ts'

/** How long files are spoiled at random; a minute is some 20,000 files. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 3)
/** A run that found something is repeated from here. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000)

test('files spoiled at random lose no record and glue none without a word', {
	timeout: SECONDS * 1_000 + 60_000,
}, async () => {
	console.log(`FUZZ_SEED=${SEED}`)
	const until = Date.now() + SECONDS * 1_000
	const total = { files: 0, touches: 0, reported: 0, valid: 0 }
	for (let seed = SEED; Date.now() < until; seed++) {
		const touches = 1 + (seed % 4)
		const found = await spoil(seed, touches)
		expect(found.silent, `FUZZ_SEED=${seed}`).toEqual([])
		// A touch spoils its own record, and refuses at most the one before it.
		expect(found.reported, `FUZZ_SEED=${seed}`).toBeLessThanOrEqual(2 * touches)
		total.files++
		total.touches += touches
		total.reported += found.reported
		total.valid += found.valid
	}
	console.log(JSON.stringify(total))
	expect(total.files).toBeGreaterThan(0)
})

async function spoil(seed: number, touches: number): Promise<Losses> {
	const random = createRandom(seed)
	const file = makeClean(random)
	for (let i = 0; i < touches; i++) pollute(file, random)
	return losses(file, random)
}
