import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'

/** Why the form was not saved. What is wrong with single fields stands at the fields. */
export function FormProblem({ error, reload }: { error: unknown; reload?: () => unknown }) {
	const { t } = useTranslation()
	if (!error) return null
	const stale = error instanceof ApiError && error.code === 'version_stale'
	return (
		<div role="alert" className="notice notice-error">
			<p>{error instanceof ApiError ? error.message : t('state.unexpected')}</p>
			{stale && reload && (
				<Button size="xs" variant="default" onClick={() => reload()}>
					{t('state.stale_reload')}
				</Button>
			)}
		</div>
	)
}
