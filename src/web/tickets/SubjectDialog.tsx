import { TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../contract/tickets.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { FormActions } from '../ui/FormActions.tsx'
import { useTicketChange } from './changes.ts'
import { sendProblem } from './send.ts'

export function SubjectDialog({ ticket, opened, onClose }: { ticket: Ticket; opened: boolean; onClose: () => void }) {
	const { t } = useTranslation()
	const change = useTicketChange(ticket.id)
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const subject = String(new FormData(event.currentTarget).get('subject'))
		change.mutate({ change: { subject }, shown: {} }, { onSuccess: onClose })
	}
	return (
		<Dialog opened={opened} onClose={onClose} title={t('tickets.subject_edit')}>
			<form onSubmit={submit} className="dialog-form">
				<TextInput
					name="subject"
					label={t('tickets.column.subject')}
					defaultValue={ticket.subject}
					maxLength={300}
					required
					withAsterisk={false}
					data-autofocus
					dir="auto"
					error={change.isError && (sendProblem(change.error) ?? t('state.unexpected'))}
				/>
				<FormActions saving={change.isPending} onCancel={onClose} />
			</form>
		</Dialog>
	)
}
