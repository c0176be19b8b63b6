import { SaxesParser } from 'saxes'
import { ReadFailure } from '../read/read-failure.ts'

/** What an element's attributes say, by their names without a prefix. */
export type Attributes = Readonly<Record<string, string>>

export interface Handlers {
	open?(name: string, attributes: Attributes): void
	close?(name: string): void
	text?(text: string): void
}

/**
 * Reads XML as it comes; names without their prefix, as some writers put one
 * before each. No entity is expanded but the five of XML, and nothing is fetched.
 *
 * @throws ReadFailure `file_spreadsheet` when it is not well-formed
 */
export function createXml(handlers: Handlers): { write(text: string): void; end(): void } {
	const parser = new SaxesParser()
	parser.on('error', () => {
		throw new ReadFailure('file_spreadsheet')
	})
	parser.on('opentag', ({ name, attributes }) => handlers.open?.(local(name), attributes))
	parser.on('closetag', ({ name }) => handlers.close?.(local(name)))
	parser.on('text', (text) => handlers.text?.(text))
	parser.on('cdata', (text) => handlers.text?.(text))
	return { write: (text) => void parser.write(text), end: () => void parser.close() }
}

/** A whole part at once. */
export async function readXml(pieces: AsyncIterable<string>, handlers: Handlers): Promise<void> {
	const xml = createXml(handlers)
	for await (const piece of pieces) xml.write(piece)
	xml.end()
}

function local(name: string): string {
	const colon = name.indexOf(':')
	return colon < 0 ? name : name.slice(colon + 1)
}
