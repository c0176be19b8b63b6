import { useTranslation } from 'react-i18next'
import { Secret } from '../ui/Secret.tsx'

export function SigningKey({ secret }: { secret: string }) {
	const { t } = useTranslation()
	return (
		<Secret
			secret={secret}
			title={t('webhooks.secret')}
			hint={t('webhooks.secret_once')}
			copy={t('webhooks.secret_copy')}
			copied={t('webhooks.secret_copied')}
		/>
	)
}
