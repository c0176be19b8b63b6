import type { ImportRecord } from '../import/queries.ts'
import { UsageError } from './run.ts'

/** What a job that runs by itself may not expect of a file: then nothing is written, and somebody is to look. */
export const FAIL_ON = ['create', 'update', 'refused', 'missing'] as const
export type FailOn = (typeof FAIL_ON)[number]

const PLANNED: Readonly<Record<FailOn, (found: ImportRecord) => number>> = {
	create: ({ counts }) => counts?.created ?? 0,
	update: ({ counts }) => counts?.updated ?? 0,
	refused: ({ counts }) => counts?.refused ?? 0,
	missing: ({ missing }) => missing,
}

/** One value of the option, or several with commas. @throws UsageError */
export function failOn(value: string, before: readonly FailOn[]): FailOn[] {
	const wanted = value.split(',').map((one) => one.trim())
	return [...before, ...wanted.map(known)]
}

function known(value: string): FailOn {
	const found = FAIL_ON.find((one) => one === value)
	if (!found) throw new UsageError(`--fail-on: '${value}' is none of ${FAIL_ON.join(', ')}.`)
	return found
}

/** What the plan has and should not. */
export function unwanted(imports: readonly ImportRecord[], failOn: readonly FailOn[]): FailOn[] {
	return failOn.filter((what) => imports.some((found) => PLANNED[what](found) > 0))
}
