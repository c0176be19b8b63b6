import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { previewQuery, roundsOfImportQuery } from '../invitations/queries.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'

/** True until somebody invites them. */
export function NotInvited({ importId }: { importId: number }) {
	const { t } = useTranslation()
	const { data: rounds } = useQuery(roundsOfImportQuery(importId))
	return rounds?.length === 0 ? <p>{t('import.result.no_password')}</p> : null
}

/** An import sends nothing; inviting its people is the next step, and its own. Afterwards it leads to how that goes. */
export function InviteLink({ importId, filename }: { importId: number; filename?: string }) {
	const { t } = useTranslation()
	const { data: preview } = useQuery(previewQuery({ import_id: importId }))
	const { data: rounds = [] } = useQuery(roundsOfImportQuery(importId))
	if (!preview) return null
	const invite = preview.people > 0 ? t('invitations.invite_count', { count: preview.people }) : t('invitations.invite')
	return (
		<>
			{(preview.people > 0 || rounds.length === 0) && (
				<ButtonLink variant="default" to="/admin/invitations/new" search={{ import_id: importId }}>
					{filename === undefined ? invite : `${invite} (${filename})`}
				</ButtonLink>
			)}
			{rounds.map(({ id }) => (
				<ButtonLink key={id} variant="subtle" to="/admin/invitations/$id" params={{ id }}>
					{t('invitations.round.title', { id })}
				</ButtonLink>
			))}
		</>
	)
}
