import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { failed } from '../ui/notify.ts'
import { useRunAction } from './run.ts'

/** Leaving keeps everything on the server; cancelling throws it away, so it asks. */
export function LeaveButtons({ runId }: { runId: number }) {
	const { t } = useTranslation()
	const [asking, setAsking] = useState(false)
	const cancel = useRunAction(runId, 'cancel')
	return (
		<>
			<ButtonLink variant="subtle" to="/admin/imports">
				{t('import.leave')}
			</ButtonLink>
			<Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
				{t('import.cancel')}
			</Button>
			<Dialog opened={asking} onClose={() => setAsking(false)} title={t('import.cancel_question')}>
				<p>{t('import.cancel_text')}</p>
				<div className="dialog-actions">
					<Button color="red.9" loading={cancel.isPending} onClick={() => cancel.mutate({}, { onError: failed })}>
						{t('import.cancel')}
					</Button>
					<Button variant="default" data-autofocus onClick={() => setAsking(false)}>
						{t('import.cancel_keep')}
					</Button>
				</div>
			</Dialog>
		</>
	)
}
