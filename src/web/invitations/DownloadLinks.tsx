import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { InvitationRound } from '../../contract/invitations.ts'
import { apiHeaders, apiUrl, toError } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { failed } from '../ui/notify.ts'

/** A POST, because every file has new links: an address alone must not end the ones that were handed over. */
export function DownloadLinks({ round: { id, counts } }: { round: InvitationRound }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const download = useAction({
		mutationFn: async () => {
			const answer = await fetch(apiUrl(`/invitation-rounds/${id}/links.csv`), {
				method: 'POST',
				headers: apiHeaders(),
			})
			if (!answer.ok) throw toError(answer.status, await answer.text())
			save(await answer.blob(), `${t('invitations.round.title', { id })}.csv`)
		},
		onError: failed,
		onSettled: () => client.invalidateQueries({ queryKey: ['invitations'] }),
	})
	return (
		<div className="button-row">
			<Button disabled={counts.link === 0} loading={download.isPending} onClick={() => download.mutate()}>
				{t('invitations.round.download')}
			</Button>
		</div>
	)
}

function save(file: Blob, name: string): void {
	const link = document.createElement('a')
	link.href = URL.createObjectURL(file)
	link.download = name
	link.click()
	URL.revokeObjectURL(link.href)
}
