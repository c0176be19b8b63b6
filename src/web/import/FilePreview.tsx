import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { useChange } from './run.ts'

/** More of it would prove nothing more. */
const LINES = 6

/** The beginning of the file as it was read: wrong accents or a wrong delimiter are seen here at once. */
export function FilePreview({ item }: { item: Import }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const label = t('import.file.preview', { name: item.filename })
	const width = Math.max(...item.head.map((record) => record.cells.length), 1)
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
		<section className="preview" aria-label={label} tabIndex={0}>
			<table>
				<caption className="hidden-text">{label}</caption>
				<thead className="hidden-text">
					<tr>
						<th scope="col">{t('import.file.line')}</th>
						<td colSpan={width} />
					</tr>
				</thead>
				<tbody>
					{item.head.slice(0, LINES).map((record) => {
						const header = record.line === item.header_line
						return (
							<tr key={record.line} data-header={header || undefined}>
								<th scope="row">
									{header ? (
										<span title={t('import.file.is_header')}>{record.line}</span>
									) : (
										<button
											type="button"
											className="line-button"
											title={t('import.file.is_header')}
											aria-label={t('import.file.is_header_line', { line: record.line })}
											onClick={() => change.mutate({ id: item.id, change: { header_line: record.line } })}
										>
											{record.line}
										</button>
									)}
								</th>
								{record.cells.map((cell, index) => (
									<td key={String(index)}>{cell}</td>
								))}
							</tr>
						)
					})}
				</tbody>
			</table>
		</section>
	)
}
