import { foldWords } from './fold.ts'

/** Yes or no in the ways people and programs write it, in Czech, Slovak, English and German; else undefined. */
export function parseActive(value: string): boolean | undefined {
	const word = foldWords(value) || value
	if (YES.has(word)) return true
	return NO.has(word) ? false : undefined
}

const YES = folded(
	'1|a|ano|áno|y|yes|j|ja|t|true|pravda|x|✓|✔|on|aktivní|aktívny|aktívna|active|aktiv|enabled|povolen|povoleno',
)
const NO = folded(
	'0|n|ne|nie|no|nein|f|false|nepravda|off|neaktivní|neaktívny|neaktívna|inactive|inaktiv|disabled|zakázán|zakázáno|blokován|zablokován',
)

function folded(words: string): ReadonlySet<string> {
	return new Set(words.split('|').map((word) => foldWords(word) || word))
}
