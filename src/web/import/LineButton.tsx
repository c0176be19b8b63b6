import { useTranslation } from 'react-i18next'
import { formatNumber } from '../i18n/format.ts'

/** A line number that opens its row as a form. */
export function LineButton({ line, open }: { line: number; open: (line: number) => void }) {
	const { t } = useTranslation()
	return (
		<button
			type="button"
			className="link-button number"
			aria-haspopup="dialog"
			aria-label={t('import.check.more_fields', { line })}
			onClick={() => open(line)}
		>
			{formatNumber(line)}
		</button>
	)
}
