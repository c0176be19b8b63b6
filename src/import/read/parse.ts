import type { Dialect, RecordBatch } from '../types.ts'
import { createTokenizer, type TokenizerOptions } from './tokenize.ts'

/**
 * Stage 2: text into the records below the header, about 1,000 at a time.
 *
 * Records with a breach are among them, so that counts agree; blank ones
 * (`;;;;`) are not. A line is a physical one, as an editor counts. A record has
 * `width` cells (of the header, unless given): empty ones too many are dropped,
 * short records are filled up with empty cells beside their breach, and one with
 * too many keeps them all.
 *
 * @param options.consumed tells the bytes read so far, for `RecordBatch.bytes`
 * @throws ReadFailure, after the records before it: `cell_too_long` (over 1 MiB of characters), `too_many_columns` (over 2,000)
 */
export async function* parse(
	text: AsyncIterable<string>,
	dialect: Dialect,
	options: TokenizerOptions & { consumed?: () => number } = {},
): AsyncGenerator<RecordBatch> {
	const tokenizer = createTokenizer(dialect, options)
	const counted = (batch: RecordBatch) => {
		batch.bytes = options.consumed?.() ?? 0
		return batch
	}
	for await (const chunk of text) {
		for (const batch of tokenizer.push(chunk)) yield counted(batch)
		const failure = tokenizer.failure()
		if (failure) throw failure
	}
	for (const batch of tokenizer.end()) yield counted(batch)
	const failure = tokenizer.failure()
	if (failure) throw failure
}
