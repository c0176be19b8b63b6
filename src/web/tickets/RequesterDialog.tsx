import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../contract/tickets.ts'
import { onceSaved } from '../query.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { FormActions } from '../ui/FormActions.tsx'
import { AccountChoice } from './AccountChoice.tsx'
import { useTicketChange } from './changes.ts'
import { Overtaken } from './Overtaken.tsx'
import { PersonSelect } from './PersonSelect.tsx'
import { sendProblem } from './send.ts'

interface RequesterDialogProps {
	ticket: Ticket
	opened: boolean
	onClose: () => void
}

/** The ticket was somebody else's: it moves to them, and to their company. */
export function RequesterDialog({ ticket, opened, onClose }: RequesterDialogProps) {
	const { t } = useTranslation()
	return (
		<Dialog opened={opened} onClose={onClose} title={t('tickets.requester_edit')}>
			<RequesterForm ticket={ticket} onClose={onClose} />
		</Dialog>
	)
}

/** Mounted when the dialog opens: whose it was then is what one is changing. */
function RequesterForm({ ticket, onClose }: Omit<RequesterDialogProps, 'opened'>) {
	const { t } = useTranslation()
	const change = useTicketChange(ticket.id)
	const { requester } = ticket
	const [before] = useState(requester.id)
	const [id, setId] = useState<number | null>(requester.id)
	const [missing, setMissing] = useState(false)
	const submit = (event: FormEvent) => {
		event.preventDefault()
		setMissing(id === null)
		if (id === null) return
		if (id === requester.id) return onClose()
		onceSaved(change.mutateAsync({ change: { requester_id: id }, shown: {} }), onClose)
	}
	const refused = change.isError ? (sendProblem(change.error) ?? t('state.unexpected')) : undefined
	return (
		<form onSubmit={submit} className="dialog-form">
			<p className="muted">{t('tickets.requester_edit_hint')}</p>
			<PersonSelect value={id} onChange={setId} error={missing ? t('tickets.requester_needed') : refused} />
			{id !== null && <AccountChoice userId={id} onChange={setId} />}
			<Overtaken
				text={requester.id !== before && t('tickets.requester_newer', { name: `\u2068${requester.name}\u2069` })}
			/>
			<FormActions saving={change.isPending} onCancel={onClose} />
		</form>
	)
}
