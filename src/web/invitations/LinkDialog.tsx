import { Button, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../i18n/format.ts'
import { failed, saved } from '../ui/notify.ts'

export interface ShownLink {
	/** Whose it is. */
	name: string
	link: string
	expires_at: string
}

interface LinkDialogProps {
	/** Undefined: closed. */
	link: ShownLink | undefined
	onClose: () => void
}

/** A link that was just made; it is shown this once. */
export function LinkDialog({ link, onClose }: LinkDialogProps) {
	const { t } = useTranslation()
	return (
		<Modal
			opened={link !== undefined}
			onClose={onClose}
			title={link && t('invitations.person.link_title', { name: link.name })}
			closeButtonProps={{ 'aria-label': t('app.close') }}
		>
			{link && <Content link={link} onClose={onClose} />}
		</Modal>
	)
}

function Content({ link: { link, expires_at }, onClose }: { link: ShownLink; onClose: () => void }) {
	const { t } = useTranslation()
	// Browsers give the clipboard to pages over https only; elsewhere it is selected by hand.
	const clipboard = navigator.clipboard as Clipboard | undefined
	const copy = () => clipboard?.writeText(link).then(() => saved(t('invitations.person.copied')), failed)
	return (
		<>
			<p>
				<code className="link-value">{link}</code>
			</p>
			<p className="muted">{t('invitations.person.link_hint', { date: formatDay(expires_at) })}</p>
			<div className="dialog-actions">
				{clipboard && <Button onClick={() => void copy()}>{t('invitations.person.copy')}</Button>}
				<Button variant="default" onClick={onClose}>
					{t('app.close')}
				</Button>
			</div>
		</>
	)
}
