import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { useMay } from '../auth/session.ts'
import { roundsOfImportQuery } from '../invitations/queries.ts'

/** What an undo means for people who were invited meanwhile. */
export function InvitedNote({ imports }: { imports: Pick<Import, 'id' | 'target'>[] }) {
	const { t } = useTranslation()
	const may = useMay()
	const people = imports.filter((item) => item.target === 'users')
	const rounds = useQueries({
		queries: people.map((item) => ({ ...roundsOfImportQuery(item.id), enabled: may('invitations.send') })),
	}).flatMap((query) => query.data ?? [])
	const open = rounds.reduce((sum, round) => sum + round.people - round.accepted - round.counts.void, 0)
	return open > 0 ? <p>{t('invitations.undo', { count: open })}</p> : null
}
