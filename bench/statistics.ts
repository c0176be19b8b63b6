import { processorSeconds } from './processor.ts'

/** The value that a share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b)
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}

/** The middle one; of an even number, the mean of the two. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b)
	const middle = sorted.length >> 1
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** What something took, by the clock and of the processors. Seconds. */
export interface Took {
	seconds: number
	processor: number
}

export async function measured(dataDir: string, work: () => Promise<unknown>): Promise<Took> {
	const started = performance.now()
	const used = processorSeconds(dataDir)
	await work()
	return { seconds: (performance.now() - started) / 1000, processor: processorSeconds(dataDir) - used }
}

/** The medians of both, each by itself. */
export function medianTook(several: readonly Took[]): Took {
	return {
		seconds: median(several.map((one) => one.seconds)),
		processor: median(several.map((one) => one.processor)),
	}
}

export function sum(...several: Took[]): Took {
	return {
		seconds: several.reduce((total, one) => total + one.seconds, 0),
		processor: several.reduce((total, one) => total + one.processor, 0),
	}
}
