import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, ROLES, USER_FIELDS, type UserField } from '../../contract/fields.ts'
import type { User } from '../../contract/people.ts'
import { ApiError } from '../api.ts'
import { useMay } from '../auth/session.ts'
import { useAction } from '../ui/action.ts'
import { FormActions } from '../ui/FormActions.tsx'
import { FormProblem } from '../ui/FormProblem.tsx'
import { showErrors } from '../ui/form-errors.ts'
import { changes, fromForm, toForm } from '../ui/record.ts'
import { CompanySelect } from './CompanySelect.tsx'
import { GroupsSelect } from './GroupsSelect.tsx'

type TextField = Exclude<UserField, 'company' | 'active' | 'groups' | 'company_tickets'>
const isTextField = (name: UserField): name is TextField =>
	!['company', 'active', 'groups', 'company_tickets'].includes(name)
const FIELDS: TextField[] = USER_FIELDS.map((field) => field.name).filter(isTextField)

type Values = Partial<Record<TextField, string | null>> & {
	active?: boolean
	company_id?: number | null
	company_tickets?: boolean
	group_ids?: number[]
}

interface UserFormProps {
	user?: User
	companyId: number | null
	/** Contacts are end users; only the list of all users offers other roles. */
	withRole: boolean
	onSave: (values: Values) => Promise<unknown>
	onCancel: () => void
	onReload?: () => unknown
}

export function UserForm({ user, companyId, withRole, onSave, onCancel, onReload }: UserFormProps) {
	const { t } = useTranslation()
	const may = useMay()
	const texts = toForm(FIELDS, user ?? { role: 'customer' })
	const known = {
		active: user?.active ?? true,
		company_id: companyId,
		company_tickets: user?.company_tickets ?? false,
	}
	const groupsBefore = user?.groups.map(({ id }) => String(id)) ?? []
	const before = { ...texts, ...known, groups: groupsBefore }
	const form = useForm({ mode: 'uncontrolled', initialValues: before })
	const [role, setRole] = useState(texts.role)
	form.watch('role', ({ value }) => setRole(value))
	const save = useAction({
		mutationFn: async ({ active, company_id, company_tickets, groups, ...after }: typeof before) => {
			const values: Values = { ...fromForm(after), active, company_id, company_tickets }
			const group_ids = changedGroups(groupsBefore, isStaff ? groups : [])
			await onSave({ ...(user ? changes({ ...fromForm(texts), ...known }, values) : values), ...group_ids })
		},
		onError: (error) => {
			if (!(error instanceof ApiError)) return
			const { group_ids, ...fields } = error.fields
			showErrors(form, group_ids === undefined ? fields : { ...fields, groups: group_ids })
		},
	})
	const text = (name: TextField) => ({
		label: t(`field.${name}`),
		...form.getInputProps(name),
	})
	const isStaff = role !== ROLES[0]
	const roles = may('staff.write') ? ROLES : ROLES.filter((role) => role === 'customer' || role === user?.role)

	return (
		<form className="form" noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
			<fieldset>
				<legend>{t('users.identity')}</legend>
				<div className="form-grid">
					<TextInput required withAsterisk={false} autoComplete="off" {...text('username')} />
					<TextInput required withAsterisk={false} type="email" autoComplete="off" {...text('email')} />
					{withRole && (
						<Select
							allowDeselect={false}
							{...text('role')}
							inputWrapperOrder={['label', 'input', 'description', 'error']}
							description={may('staff.write') ? t('users.staff_hint') : undefined}
							data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
						/>
					)}
					<CompanySelect
						label={t('field.company')}
						initialName={user?.company ?? null}
						key={form.key('company_id')}
						{...form.getInputProps('company_id')}
					/>
					{isStaff && may('staff.write') && <GroupsSelect key={form.key('groups')} {...form.getInputProps('groups')} />}
					{!isStaff && (
						<Checkbox
							className="wide"
							label={t('tickets.rights')}
							description={t('tickets.rights_hint')}
							key={form.key('company_tickets')}
							{...form.getInputProps('company_tickets', { type: 'checkbox' })}
						/>
					)}
				</div>
			</fieldset>
			<fieldset>
				<legend>{t('users.person_section')}</legend>
				<div className="form-grid">
					<TextInput {...text('first_name')} />
					<TextInput {...text('last_name')} />
					<TextInput {...text('title_before')} />
					<TextInput {...text('title_after')} />
					<TextInput {...text('position')} />
				</div>
			</fieldset>
			<fieldset>
				<legend>{t('users.connection')}</legend>
				<div className="form-grid">
					<TextInput type="tel" {...text('phone')} />
					<TextInput type="tel" {...text('mobile')} />
					<Select
						allowDeselect={false}
						{...text('language')}
						data={[
							{ value: '', label: t('users.language_none') },
							...LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) })),
						]}
					/>
				</div>
			</fieldset>
			<fieldset>
				<legend>{t('users.other')}</legend>
				<div className="form-grid">
					<Textarea className="wide" autosize minRows={3} {...text('note')} />
					<TextInput {...text('external_id')} />
					<Checkbox
						className="wide"
						label={t('users.active_label')}
						description={t('users.active_hint')}
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

/** Sent only when they changed: all of them, in any order. */
function changedGroups(before: readonly string[], after: readonly string[]): { group_ids?: number[] } {
	const isSame = before.length === after.length && after.every((id) => before.includes(id))
	return isSame ? {} : { group_ids: after.map(Number) }
}
