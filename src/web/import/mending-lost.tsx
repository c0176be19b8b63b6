import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { failed } from '../ui/notify.ts'
import { mendKey, stepsQuery } from './mend.ts'

/**
 * What was mended in a file goes with it. `unlessMended` does a thing that throws it away at once where there is
 * nothing to lose, and asks before it where there is.
 */
export function useMendingLost(item: Import): { unlessMended(work: () => void): void; question: ReactNode } {
	const { t } = useTranslation()
	const client = useQueryClient()
	const [waiting, setWaiting] = useState<{ work: () => void; steps: number } | null>(null)

	async function unlessMended(work: () => void): Promise<void> {
		const workAnew = () => {
			// The next step would show what is known of the file before until it is asked for again.
			client.removeQueries({ queryKey: mendKey(item.id) })
			work()
		}
		try {
			const { length: steps } = await client.fetchQuery(stepsQuery(item.id))
			if (steps === 0) workAnew()
			else setWaiting({ work: workAnew, steps })
		} catch (error) {
			failed(error as Error)
		}
	}

	return {
		unlessMended: (work) => void unlessMended(work),
		question: (
			<ConfirmDialog
				opened={waiting !== null}
				onClose={() => setWaiting(null)}
				title={t('import.file.mended_question', { name: item.filename })}
				text={t('import.file.mended_text', { count: waiting?.steps ?? 0 })}
				button={t('import.file.mended_discard')}
				busy={false}
				onConfirm={() => {
					setWaiting(null)
					waiting?.work()
				}}
			/>
		),
	}
}
