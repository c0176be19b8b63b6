import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { lastList } from './search.ts'

export function BackToList() {
	const { t } = useTranslation()
	return (
		<div className="page-above">
			<Link to="/tickets" search={lastList()}>
				{t('tickets.title')}
			</Link>
		</div>
	)
}
