import type { Import, Row } from '../../contract/imports.ts'

/** Near values that exist, for a cell nobody's company is in. */
export function suggestionsFor(item: Pick<Import, 'issues'>, row: Row, field: string): string[] {
	return row.issues
		.filter((issue) => issue.field === field)
		.flatMap((issue) => {
			const group = item.issues.find((known) => known.code === issue.code && known.field === field)
			return (issue.value !== null && group?.suggestions[issue.value]) || []
		})
}
