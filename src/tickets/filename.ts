import { normalForm } from '../values/normal.ts'
import { trimOf } from '../values/trim.ts'

/** The name a file is kept and given back under, whatever somebody called it: no path, nothing invisible. */
export function safeFilename(typed: string): string {
	const visible = normalForm(typed.toWellFormed(), 'NFC')
		.split(/[/\\]/)
		.at(-1)!
		// Control and formatting characters: a right-to-left override makes `gpj.exe` read as `exe.jpg`.
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '')
		.replace(/[<>:"|?*]/g, '_')
		.replace(/\s+/g, ' ')
	return shortened(trimOf(visible, /[. ]/)) || 'soubor'
}

/** At most 150 characters, the extension kept. */
function shortened(name: string): string {
	const characters = [...name]
	if (characters.length <= 150) return name
	const extension = /\.[^.]{1,10}$/u.exec(name)?.[0] ?? ''
	return characters.slice(0, 150 - [...extension].length).join('') + extension
}

/** RFC 6266: always a download, with the name in full for those who can read it and in ASCII for the others. */
export function disposition(filename: string): string {
	const ascii = normalForm(filename, 'NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\x20-\x7e]|["\\%]/g, '_')
	const encoded = encodeURIComponent(filename).replace(
		/['()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16)}`,
	)
	return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/**
 * Types a browser may be told, by extension. Nothing that can hold a script: HTML, SVG, XML and everything else are
 * bytes to it. What the sender calls it does not count, only the name, which is what the receiver sees.
 */
const TYPES: Readonly<Record<string, string>> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	gif: 'image/gif',
	webp: 'image/webp',
	pdf: 'application/pdf',
	txt: 'text/plain; charset=utf-8',
	log: 'text/plain; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
	zip: 'application/zip',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	odt: 'application/vnd.oasis.opendocument.text',
	ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

export function contentType(filename: string): string {
	const extension = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? ''
	return Object.hasOwn(TYPES, extension) ? TYPES[extension]! : 'application/octet-stream'
}
