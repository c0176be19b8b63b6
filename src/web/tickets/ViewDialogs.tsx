import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView, TicketFilter } from '../../contract/tickets.ts'
import { ApiError, api } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { FormActions } from '../ui/FormActions.tsx'
import { failed, saved } from '../ui/notify.ts'
import { viewsQuery } from './queries.ts'

interface ViewNameDialogProps {
	opened: boolean
	/** Without: a new one. */
	view?: SavedView
	filter: TicketFilter
	onClose: () => void
}

export function ViewNameDialog({ opened, view, filter, onClose }: ViewNameDialogProps) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const save = useAction({
		mutationFn: (name: string) =>
			view
				? api.patch<SavedView>(`/ticket-views/${view.id}`, { name })
				: api.post<SavedView>('/ticket-views', { name, filter }),
		onSuccess: async () => {
			await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
			saved(t('tickets.view_saved'))
			onClose()
		},
	})
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		save.mutate(String(new FormData(event.currentTarget).get('name')))
	}
	const problem = save.error instanceof ApiError ? (save.error.fields.name ?? save.error.message) : undefined
	return (
		<Dialog opened={opened} onClose={onClose} title={t(view ? 'tickets.view_rename' : 'tickets.view_save')}>
			<form onSubmit={submit} className="dialog-form">
				<TextInput
					name="name"
					label={t('tickets.view_name')}
					defaultValue={view?.name ?? ''}
					error={problem ?? (save.error && t('state.unexpected'))}
					required
					withAsterisk={false}
					data-autofocus
				/>
				<FormActions saving={save.isPending} onCancel={onClose} label={t('tickets.view_save')} />
			</form>
		</Dialog>
	)
}

export function DeleteViewDialog({ opened, view, onClose }: { opened: boolean; view: SavedView; onClose: () => void }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const remove = useAction({
		mutationFn: () => api.delete(`/ticket-views/${view.id}`),
		onSuccess: async () => {
			await client.invalidateQueries({ queryKey: viewsQuery.queryKey })
			onClose()
		},
		onError: failed,
	})
	return (
		<ConfirmDialog
			opened={opened}
			onClose={onClose}
			title={t('tickets.view_delete_question', { name: view.name })}
			text={t('tickets.view_delete_text')}
			button={t('tickets.view_delete')}
			busy={remove.isPending}
			onConfirm={() => remove.mutate()}
		/>
	)
}
