export interface TextPart {
	text: string
	/** Where it leads, when it is plainly a web address. */
	href?: string
}

const ADDRESS = /https?:\/\/[^\s<>"'`\u2066-\u2069\u202a-\u202e]+/giu
/** What ends a sentence rather than an address. */
const TAIL = '.,;:!?…)]}*_'
/** Browsers and servers take no longer ones, and to look at one may take longer than it is long. */
const LONGEST = 2_000

/** A message is text and nothing else; only web addresses in it can be clicked. */
export function splitLinks(text: string): TextPart[] {
	const parts: TextPart[] = []
	let end = 0
	for (const match of text.matchAll(ADDRESS)) {
		if (match[0].length > LONGEST) continue
		const address = withoutTail(match[0])
		if (!URL.canParse(address)) continue
		if (match.index > end) parts.push({ text: text.slice(end, match.index) })
		parts.push({ text: address, href: address })
		end = match.index + address.length
	}
	if (end < text.length) parts.push({ text: text.slice(end) })
	return parts
}

/** A bracket belongs to the address when the address opened it, as Wikipedia's do. */
function withoutTail(address: string): string {
	let end = address.length
	while (end > 0 && TAIL.includes(address[end - 1]!)) end--
	const short = address.slice(0, end)
	const next = address.at(short.length)
	if (next !== ')' || !short.includes('(') || short.split('(').length <= short.split(')').length) return short
	return `${short})`
}
