import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../i18n/format.ts'
import { Dialog } from '../../ui/Dialog.tsx'

interface GoToLineProps {
	opened: boolean
	last: number
	go: (line: number) => void
	close: () => void
}

/** By the number the line has in the person's own file. */
export function GoToLine({ opened, last, go, close }: GoToLineProps) {
	const { t } = useTranslation()
	const [problem, setProblem] = useState<string | null>(null)
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		// People type the number as they read it, spaces included.
		const line = Number(String(new FormData(event.currentTarget).get('line')).replace(/[\s.,]/g, ''))
		if (!Number.isSafeInteger(line) || line < 1) return setProblem(t('import.grid.line_wrong'))
		setProblem(null)
		go(Math.min(line, last))
	}
	return (
		<Dialog opened={opened} onClose={close} returnFocus={false} title={t('import.grid.go')}>
			<form onSubmit={submit}>
				<TextInput
					name="line"
					inputMode="numeric"
					data-autofocus
					label={t('import.grid.line')}
					description={t('import.grid.line_hint', { last: formatNumber(last) })}
					error={problem}
				/>
				<div className="dialog-actions">
					<Button type="submit">{t('import.grid.go_now')}</Button>
				</div>
			</form>
		</Dialog>
	)
}
