import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group } from '../../contract/tickets.ts'
import { api } from '../api.ts'
import { groupsQuery } from '../tickets/queries.ts'
import { useAction } from '../ui/action.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { FormProblem } from '../ui/FormProblem.tsx'
import { saved } from '../ui/notify.ts'

/** Refused while tickets are in it; the reason stays beside the button. */
export function DeleteGroup({ group }: { group: Group }) {
	const { t } = useTranslation()
	const navigate = useNavigate()
	const client = useQueryClient()
	const [asking, setAsking] = useState(false)
	const remove = useAction({
		mutationFn: () => api.delete(`/groups/${group.id}`),
		onSuccess: async () => {
			saved(t('groups.deleted'))
			await navigate({ to: '/admin/groups' })
			await client.invalidateQueries({ queryKey: groupsQuery.queryKey })
		},
		onError: () => setAsking(false),
	})
	return (
		<div className="section">
			<FormProblem error={remove.error} />
			<Button variant="default" c="var(--error)" onClick={() => setAsking(true)}>
				{t('groups.delete')}
			</Button>
			<ConfirmDialog
				opened={asking}
				onClose={() => setAsking(false)}
				title={t('groups.delete_question', { name: group.name })}
				text={t('groups.delete_text')}
				button={t('groups.delete')}
				busy={remove.isPending}
				onConfirm={() => remove.mutate()}
			/>
		</div>
	)
}
