import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ApiToken } from '../../contract/people.ts'
import { api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { failed, saved } from '../ui/notify.ts'
import { tokensQuery } from './tokens.ts'

interface RevokeTokenProps {
	/** Null: closed. */
	token: ApiToken | null
	onClose: () => void
}

export function RevokeToken({ token, onClose }: RevokeTokenProps) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const name = { name: token?.name ?? '' }
	const revoke = useAction({
		mutationFn: () => api.delete(`/tokens/${token?.id}`),
		onSuccess: () => saved(t('tokens.revoked', name)),
		onError: failed,
		onSettled: () => {
			onClose()
			void client.invalidateQueries({ queryKey: tokensQuery.queryKey })
		},
	})
	return (
		<ConfirmDialog
			opened={token !== null}
			onClose={onClose}
			title={t('tokens.revoke_question', name)}
			text={t('tokens.revoke_text')}
			button={t('tokens.revoke_confirm')}
			busy={revoke.isPending}
			onConfirm={() => revoke.mutate()}
		/>
	)
}
