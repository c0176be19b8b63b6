import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { failed, saved } from '../ui/notify.ts'
import './webhooks.css'

export function Secret({ secret }: { secret: string }) {
	const { t } = useTranslation()
	// Browsers give the clipboard to pages over https only; elsewhere it is selected by hand.
	const clipboard = navigator.clipboard as Clipboard | undefined
	const copy = () => clipboard?.writeText(secret).then(() => saved(t('webhooks.secret_copied')), failed)
	return (
		<div role="status" className="notice notice-warning">
			<p>
				<strong>{t('webhooks.secret')}</strong>
			</p>
			<p>
				<code className="secret">{secret}</code>
			</p>
			<p>{t('webhooks.secret_once')}</p>
			{clipboard && (
				<Button size="xs" variant="default" onClick={() => void copy()}>
					{t('webhooks.secret_copy')}
				</Button>
			)}
		</div>
	)
}
