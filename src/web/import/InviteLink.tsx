import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { previewQuery } from '../invitations/queries.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'

/** An import sends nothing; inviting its people is the next step, and its own. */
export function InviteLink({ importId }: { importId: number }) {
	const { t } = useTranslation()
	const { data } = useQuery(previewQuery({ import_id: importId }))
	if (!data) return null
	return (
		<ButtonLink variant="default" to="/admin/invitations/new" search={{ import_id: importId }}>
			{data.people > 0 ? t('invitations.invite_count', { count: data.people }) : t('invitations.invite')}
		</ButtonLink>
	)
}
