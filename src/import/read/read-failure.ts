import type { FailureCode } from '../../contract/issues.ts'

/** The file cannot be read on as a table. Records before `line` were handed out. */
export class ReadFailure extends Error {
	readonly code: FailureCode
	/** Physical line, from 1; null: the file as a whole. */
	readonly line: number | null

	constructor(code: FailureCode, line: number | null = null) {
		super(code)
		this.name = 'ReadFailure'
		this.code = code
		this.line = line
	}
}
