import { neutralise } from './formula.ts'

const DELIMITER = ';'

/**
 * One record of a CSV of ours, as Czech Excel opens it: semicolons, CRLF. A cell a spreadsheet would run as a formula
 * gets a mark that the import takes off again. A file of them begins with a byte order mark.
 */
export function csvRecord(cells: readonly (string | number | boolean | null)[]): string {
	return `${cells.map(cell).join(DELIMITER)}\r\n`
}

function cell(value: string | number | boolean | null): string {
	if (value === null) return ''
	const text = neutralise(String(value))
	return /[";\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}
