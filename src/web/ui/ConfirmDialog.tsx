import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'

interface ConfirmDialogProps {
	opened: boolean
	onClose: () => void
	title: string
	text: string
	/** The consequence, in the button. */
	button: string
	/** The other button, where "Back" could be taken for a step of something. */
	stay?: string
	busy: boolean
	onConfirm: () => void
}

/** One question about something that cannot be taken back; staying is the choice that has the focus. */
export function ConfirmDialog({ opened, onClose, title, text, button, stay, busy, onConfirm }: ConfirmDialogProps) {
	const { t } = useTranslation()
	return (
		<Dialog opened={opened} onClose={onClose} title={title}>
			<p>{text}</p>
			<div className="dialog-actions">
				<Button color="red.9" loading={busy} onClick={onConfirm}>
					{button}
				</Button>
				<Button variant="default" data-autofocus onClick={onClose}>
					{stay ?? t('action.back')}
				</Button>
			</div>
		</Dialog>
	)
}
