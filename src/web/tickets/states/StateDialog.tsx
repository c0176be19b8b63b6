import { Checkbox, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BASE_STATES, type BaseState, type TicketState } from '../../../contract/tickets.ts'
import { ApiError, api } from '../../api.ts'
import { useAction } from '../../ui/action.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormActions } from '../../ui/FormActions.tsx'
import { FormProblem } from '../../ui/FormProblem.tsx'
import { saved } from '../../ui/notify.ts'
import { statesQuery } from '../queries.ts'

interface StateDialogProps {
	/** Without: a new one. */
	state: TicketState | undefined
	onClose: () => void
	/** Someone else changed it meanwhile. */
	onReload: () => unknown
}

export function StateDialog({ state, onClose, onReload }: StateDialogProps) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const [base, setBase] = useState<BaseState>(state?.base ?? 'open')
	const save = useAction({
		mutationFn: (values: Partial<TicketState>) =>
			state
				? api.patch<TicketState>(`/ticket-states/${state.id}`, values)
				: api.post<TicketState>('/ticket-states', { ...values, base }),
		onSuccess: async () => {
			await client.invalidateQueries({ queryKey: statesQuery.queryKey })
			saved(t('states.saved'))
			onClose()
		},
	})
	const errors = save.error instanceof ApiError ? save.error.fields : {}
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const form = new FormData(event.currentTarget)
		const position = Number(form.get('position'))
		save.mutate({
			name_cs: String(form.get('name_cs')),
			name_en: String(form.get('name_en')),
			...(form.get('position') !== '' && Number.isInteger(position) ? { position } : {}),
			...(state ? { active: form.get('active') !== null, version: state.version } : {}),
		})
	}
	const name = (field: 'name_cs' | 'name_en') => ({
		name: field,
		label: t(`states.${field}`),
		defaultValue: state?.[field] ?? '',
		required: true,
		withAsterisk: false,
		error: errors[field],
	})
	return (
		<Dialog opened onClose={onClose} title={t(state ? 'states.edit' : 'states.new')}>
			<form className="dialog-form" onSubmit={submit}>
				{state ? (
					<p className="muted">
						{t('states.base')}: {t(`tickets.state.${state.base}`)}
					</p>
				) : (
					<Select
						label={t('states.base')}
						description={t('states.base_hint')}
						allowDeselect={false}
						data={BASE_STATES.map((value) => ({ value, label: t(`tickets.state.${value}`) }))}
						value={base}
						onChange={(value) => setBase(BASE_STATES.find((known) => known === value) ?? base)}
					/>
				)}
				<TextInput {...name('name_cs')} data-autofocus />
				<TextInput {...name('name_en')} />
				<TextInput
					name="position"
					type="number"
					min={0}
					max={1_000_000}
					label={t('states.position')}
					description={t('states.position_hint')}
					defaultValue={state?.position ?? ''}
				/>
				{state && (
					<Checkbox
						name="active"
						label={t('states.active')}
						description={t('states.active_hint')}
						defaultChecked={state.active}
					/>
				)}
				{Object.keys(errors).length === 0 && <FormProblem error={save.error} reload={onReload} />}
				<FormActions saving={save.isPending} onCancel={onClose} />
			</form>
		</Dialog>
	)
}
