import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tableFile } from './paste.ts'

/** A table copied from a spreadsheet: for the few dozen rows nobody would save as a file. */
export function PasteTable({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
	const { t } = useTranslation()
	const [problem, setProblem] = useState<string | null>(null)
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const text = String(new FormData(event.currentTarget).get('table') ?? '')
		const made = tableFile(text, t('import.file.pasted_name'))
		if (made.problem) return setProblem(t(`import.file.paste_${made.problem}`, { count: made.rows }))
		setProblem(null)
		onFile(made.file)
	}
	return (
		<details className="paste">
			<summary>{t('import.file.paste')}</summary>
			<form onSubmit={submit}>
				<Textarea
					name="table"
					label={t('import.file.paste_label')}
					description={t('import.file.paste_hint')}
					error={problem}
					rows={6}
					spellCheck={false}
					wrap="off"
				/>
				<Button type="submit" variant="default" loading={busy}>
					{t('import.file.paste_use')}
				</Button>
			</form>
		</details>
	)
}
