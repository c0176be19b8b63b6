import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { formatNumber } from '../i18n/format.ts'

/** Rows of a sheet of Excel; what does not fit is left out without a word when another program saves one. */
const SHEET_ROWS = 1_048_576

/** Exactly as many rows as Excel has is hardly a coincidence. */
export function CutNote({ item }: { item: Import }) {
	const { t } = useTranslation()
	if (rowsOf(item) !== SHEET_ROWS) return null
	return <p className="notice notice-warning">{t('import.file.cut', { rows: formatNumber(SHEET_ROWS) })}</p>
}

/** The header included. Of a workbook saved as CSV the cut is the same. */
function rowsOf({ sheet, sheets, records, header_line }: Import): number {
	if (sheet !== null) return sheets.find(({ name }) => name === sheet)?.rows ?? 0
	return (records ?? 0) + (header_line ?? 0)
}
