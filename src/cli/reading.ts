import { type Command, InvalidArgumentError } from 'commander'
import { ENCODINGS, findEncoding } from '../import/read/charsets.ts'
import { isDelimiter } from '../import/read/delimiter.ts'
import { wholeNumber } from './whole-number.ts'

/** How a file is to be read, where it is not left to what it looks like. */
export interface ReadingFlags {
	encoding?: string
	delimiter?: string
	headerLine?: number
	repair?: true
	sheet?: string
}

/** The options of every command that reads a file. */
export function readingOptions(command: Command): Command {
	return command
		.option('--encoding <name>', 'else detected', encoding)
		.option('--delimiter <character>', 'else detected; \\t or tab is a tab', delimiter)
		.option('--repair', 'put right what was read in a wrong encoding before (PĹ™Ă­jmenĂ­)')
		.option('--header-line <n>', 'else detected; 0: no header', wholeNumber(0, 1_000))
		.option('--sheet <name>', 'of a workbook; else the one that looks most like a list')
}

/** What was said of the text of a file; `sheet` is for workbooks alone. */
export function overrides({ encoding, delimiter, headerLine, repair, sheet }: ReadingFlags) {
	return {
		...(repair ? { repair } : {}),
		...(encoding === undefined ? {} : { encoding }),
		...(delimiter === undefined ? {} : { delimiter }),
		...(headerLine === undefined ? {} : { header_line: headerLine }),
		...(sheet === undefined ? {} : { sheet }),
	}
}

function encoding(name: string): string {
	const known = findEncoding(name)
	if (!known) throw new InvalidArgumentError(`Known are ${ENCODINGS.join(', ')}.`)
	return known
}

function delimiter(text: string): string {
	const character = text === '\\t' || text === 'tab' ? '\t' : text
	if (!isDelimiter(character)) throw new InvalidArgumentError('It is one character, such as ; or , or \\t for a tab.')
	return character
}
