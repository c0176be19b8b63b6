import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../contract/tickets.ts'
import { onceSaved } from '../query.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { FormActions } from '../ui/FormActions.tsx'
import { useTicketChange } from './changes.ts'
import { Overtaken } from './Overtaken.tsx'
import { sendProblem } from './send.ts'

interface SubjectDialogProps {
	ticket: Ticket
	opened: boolean
	onClose: () => void
}

export function SubjectDialog({ ticket, opened, onClose }: SubjectDialogProps) {
	const { t } = useTranslation()
	return (
		<Dialog opened={opened} onClose={onClose} title={t('tickets.subject_edit')}>
			<SubjectForm ticket={ticket} onClose={onClose} />
		</Dialog>
	)
}

/** Mounted when the dialog opens: what stood there then is what one is changing. */
function SubjectForm({ ticket, onClose }: Omit<SubjectDialogProps, 'opened'>) {
	const { t } = useTranslation()
	const change = useTicketChange(ticket.id)
	const [before] = useState(ticket.subject)
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const subject = String(new FormData(event.currentTarget).get('subject'))
		onceSaved(change.mutateAsync({ change: { subject }, shown: {} }), onClose)
	}
	return (
		<form onSubmit={submit} className="dialog-form">
			<TextInput
				name="subject"
				label={t('tickets.column.subject')}
				defaultValue={ticket.subject}
				required
				withAsterisk={false}
				data-autofocus
				dir="auto"
				error={change.isError && (sendProblem(change.error) ?? t('state.unexpected'))}
			/>
			<Overtaken text={ticket.subject !== before && t('tickets.subject_newer', { subject: ticket.subject })} />
			<FormActions saving={change.isPending} onCancel={onClose} />
		</form>
	)
}
