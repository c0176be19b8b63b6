import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import, Row } from '../../contract/imports.ts'
import { onceSaved } from '../query.ts'
import { ErrorSummary } from './ErrorSummary.tsx'
import { gridFields, shownValue } from './grid/cells.ts'
import { IssueList } from './IssueList.tsx'
import { useEdit, useFix } from './mend.ts'
import { suggestionsFor } from './suggestions.ts'
import { fieldName } from './words.ts'

interface RowFormProps {
	item: Import
	row: Row
	next: () => Promise<void>
	onClose: () => void
}

/** Every value of a row with what is wrong under it. Saving sends only what was changed. */
export function RowForm({ item, row, next, onClose }: RowFormProps) {
	const { t } = useTranslation()
	const id = useId()
	const edit = useEdit(item)
	const fix = useFix(item)
	const form = useRef<HTMLFormElement>(null)
	const columns = gridFields(item)
	const fields = [
		...columns,
		...Object.keys(row.values).filter(
			(field) => !columns.includes(field) && (row.values[field] || row.issues.some((issue) => issue.field === field)),
		),
	]
	const bad = row.issues.some((issue) => issue.severity === 'error')
	const whole = row.issues.filter((issue) => issue.field === null || !fields.includes(issue.field))

	const changes = () => {
		const data = new FormData(form.current ?? undefined)
		const changed = fields.flatMap((field) => {
			const text = String(data.get(field) ?? '')
			return text === shownValue(row, field) ? [] : [[field, text.trim() === '' ? null : text]]
		})
		return Object.fromEntries(changed) as Record<string, string | null>
	}
	const save = (then: (saved: Row) => void) => {
		const cells = changes()
		if (Object.keys(cells).length === 0) return then(row)
		onceSaved(edit.mutateAsync({ line: row.line, cells }), (answer) => then(answer.row))
	}
	const submit = (event: FormEvent) => {
		event.preventDefault()
		// A row that is still wrong stays open and says so: its form is drawn anew from what came back.
		save((saved) => saved.action !== 'refused' && onClose())
	}

	return (
		<form ref={form} onSubmit={submit} noValidate>
			{bad && <ErrorSummary issues={row.issues} idOf={(field) => `${id}-${field}`} />}
			<IssueList issues={whole} />
			<div className="row-form">
				{fields.map((field) => (
					<Field key={field} id={`${id}-${field}`} item={item} row={row} field={field} />
				))}
			</div>
			<div className="dialog-actions">
				<Button type="submit" loading={edit.isPending}>
					{t('action.save')}
				</Button>
				<Button variant="default" disabled={edit.isPending} onClick={() => save(() => void next())}>
					{t('import.grid.save_next')}
				</Button>
				{row.action !== 'skip' && (
					<Button
						variant="subtle"
						color="gray"
						loading={fix.isPending}
						onClick={() =>
							onceSaved(fix.mutateAsync({ code: null, field: null, fix: 'skip', lines: [row.line] }), onClose)
						}
					>
						{t('import.grid.skip_row')}
					</Button>
				)}
			</div>
		</form>
	)
}

function Field({ id, item, row, field }: { id: string; item: Import; row: Row; field: string }) {
	const { t } = useTranslation()
	const input = useRef<HTMLInputElement>(null)
	const area = useRef<HTMLTextAreaElement>(null)
	const issues = row.issues.filter((issue) => issue.field === field)
	const [suggestion] = suggestionsFor(item, row, field)
	const original = row.edited?.[field]
	const old = row.old?.[field]
	const wrong = issues.some((issue) => issue.severity === 'error')
	const value = shownValue(row, field)
	const shared = {
		id,
		name: field,
		label: fieldName(t, field),
		defaultValue: value,
		autoComplete: 'off',
		...(issues.length > 0 ? { error: <IssueList issues={issues} />, errorProps: { component: 'div' as const } } : {}),
	}
	// A warning is under the field too, but nothing has to be done about it.
	useEffect(() => {
		const node = input.current ?? area.current
		if (!wrong) node?.removeAttribute('aria-invalid')
	}, [wrong])
	return (
		<div className="row-field" data-warning={(issues.length > 0 && !wrong) || undefined}>
			{field === 'note' ? (
				<Textarea ref={area} autosize minRows={1} maxRows={8} {...shared} />
			) : (
				<TextInput ref={input} {...shared} />
			)}
			{suggestion !== undefined && (
				<button
					type="button"
					className="link-button"
					onClick={() => {
						if (input.current) input.current.value = suggestion
						input.current?.focus()
					}}
				>
					{t('import.grid.use', { value: suggestion })}
				</button>
			)}
			{original !== undefined && (
				<p className="muted">{t('import.grid.original', { value: original ?? t('import.check.no_value') })}</p>
			)}
			{row.old && field in row.old && (
				<p className="muted">{t('import.check.old_value', { value: old ?? t('import.check.no_value') })}</p>
			)}
		</div>
	)
}
