/** A browser keeps six connections to a server: the app needs some of them while files are on their way. */
const AT_ONCE = 2

const waiting: (() => void)[] = []
let sending = 0

/** Sends when it is its turn. Whatever came of it, `endTurn` lets the next one. */
export function takeTurn(send: () => void): void {
	waiting.push(send)
	next()
}

export function endTurn(): void {
	sending -= 1
	next()
}

/** @returns whether it was still waiting, and now never sends */
export function giveUpTurn(send: () => void): boolean {
	const at = waiting.indexOf(send)
	if (at < 0) return false
	waiting.splice(at, 1)
	return true
}

function next(): void {
	const send = sending < AT_ONCE ? waiting.shift() : undefined
	if (!send) return
	sending += 1
	send()
}
