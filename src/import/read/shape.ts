/** How many records show what a column holds. */
const LOOKED_AT = 50

/**
 * Whether the first record is one of the records below it and no header: in two
 * columns at least its cells are made like all the others' (`28/01/2018`,
 * `AB-1007`, `$9.90`), and in none are they not.
 */
export function isMadeLike(first: readonly string[], below: readonly (readonly string[])[]): boolean {
	let alike = 0
	for (const [column, cell] of first.entries()) {
		const usual = usualShape(below.slice(0, LOOKED_AT).map((cells) => cells[column] ?? ''))
		if (usual === undefined || cell.trim() === '') continue
		if (shapeOf(cell) !== usual) return false
		alike++
	}
	return alike >= 2
}

/** The shape nearly all filled cells have; undefined when they differ, are too few, or are mere words. */
function usualShape(cells: readonly string[]): string | undefined {
	const filled = cells.filter((cell) => cell.trim() !== '')
	if (filled.length < 3) return undefined
	const shapes = Map.groupBy(filled, shapeOf)
	for (const [shape, those] of shapes) if (those.length >= filled.length * 0.9 && /[9@]/.test(shape)) return shape
	return undefined
}

/** Digits as one 9, letters as one a, the rest as it is. */
function shapeOf(cell: string): string {
	return cell
		.trim()
		.replace(/\p{L}+/gu, 'a')
		.replace(/\d+/g, '9')
}
