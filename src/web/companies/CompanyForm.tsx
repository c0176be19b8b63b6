import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { COMPANY_FIELDS, type CompanyField } from '../../contract/fields.ts'
import type { Company } from '../../contract/people.ts'
import { ApiError } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { FormActions } from '../ui/FormActions.tsx'
import { FormProblem } from '../ui/FormProblem.tsx'
import { showErrors } from '../ui/form-errors.ts'
import { changes, fromForm, toForm } from '../ui/record.ts'

const FIELDS: CompanyField[] = COMPANY_FIELDS.map((field) => field.name)

type Values = Partial<Record<CompanyField, string | null>> & { active?: boolean }

interface CompanyFormProps {
	company?: Company
	onSave: (values: Values) => Promise<unknown>
	onCancel: () => void
	onReload?: () => unknown
}

export function CompanyForm({ company, onSave, onCancel, onReload }: CompanyFormProps) {
	const { t } = useTranslation()
	const before = { ...toForm(FIELDS, company ?? {}), active: company?.active ?? true }
	const form = useForm({ mode: 'uncontrolled', initialValues: before })
	const save = useAction({
		mutationFn: async ({ active, ...texts }: typeof before) => {
			const after: Values = { ...fromForm(texts), active }
			const known: Values = { ...fromForm(toForm(FIELDS, company ?? {})), active: before.active }
			await onSave(company ? changes(known, after) : after)
		},
		onError: (error) => {
			if (error instanceof ApiError) showErrors(form, error.fields)
		},
	})
	const text = (name: CompanyField) => ({
		label: t(`field.${name}`),
		...form.getInputProps(name),
	})

	return (
		<form className="form" noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
			<fieldset>
				<div className="form-grid">
					<TextInput className="wide" required withAsterisk={false} {...text('name')} />
					<TextInput inputMode="numeric" {...text('registration_number')} />
					<TextInput {...text('vat_number')} />
				</div>
			</fieldset>
			<fieldset>
				<legend>{t('companies.address')}</legend>
				<div className="form-grid">
					<TextInput className="wide" {...text('street')} />
					<TextInput {...text('city')} />
					<TextInput {...text('postal_code')} />
					<TextInput {...text('country')} />
				</div>
			</fieldset>
			<fieldset>
				<legend>{t('companies.connection')}</legend>
				<div className="form-grid">
					<TextInput type="tel" {...text('phone')} />
					<TextInput type="email" {...text('email')} />
					<TextInput className="wide" inputMode="url" {...text('website')} />
				</div>
			</fieldset>
			<fieldset>
				<legend>{t('companies.other')}</legend>
				<div className="form-grid">
					<Textarea className="wide" autosize minRows={3} {...text('note')} />
					<TextInput {...text('external_id')} />
					<Checkbox
						className="wide"
						label={t('companies.active_label')}
						description={t('companies.active_hint')}
						key={form.key('active')}
						{...form.getInputProps('active', { type: 'checkbox' })}
					/>
				</div>
			</fieldset>
			<FormProblem error={save.error} {...(onReload ? { reload: onReload } : {})} />
			<FormActions saving={save.isPending} onCancel={onCancel} />
		</form>
	)
}
