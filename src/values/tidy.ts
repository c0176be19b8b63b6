import { normalForm } from './normal.ts'

/** One line as it is stored: NFC, without control characters, spaces single and none at the ends. */
export function tidyLine(text: string | null): string {
	return normalForm((text ?? '').toWellFormed(), 'NFC')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim()
}

/** The same for a text of several lines. */
export function tidyLines(text: string | null): string {
	return plainLines(text ?? '').trim()
}

/** NFC, lines that end with `\n`, and no other control characters but tabs. Spaces stay where they are. */
export function plainLines(text: string): string {
	return normalForm(text.toWellFormed(), 'NFC')
		.replace(/\r\n?/g, '\n')
		.replace(/[^\P{Cc}\n\t]/gu, '')
}
