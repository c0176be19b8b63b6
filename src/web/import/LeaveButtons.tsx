import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
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
			<ConfirmDialog
				opened={asking}
				onClose={() => setAsking(false)}
				title={t('import.cancel_question')}
				text={t('import.cancel_text')}
				button={t('import.cancel')}
				stay={t('import.cancel_keep')}
				busy={cancel.isPending}
				onConfirm={() => cancel.mutate({}, { onError: failed })}
			/>
		</>
	)
}
