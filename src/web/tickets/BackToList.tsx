import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

export function BackToList() {
	const { t } = useTranslation()
	return (
		<div className="page-above">
			<Link to="/tickets">{t('tickets.title')}</Link>
		</div>
	)
}
