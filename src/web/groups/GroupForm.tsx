import { Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Group, Named } from '../../contract/tickets.ts'
import { ApiError } from '../api.ts'
import { AssigneeSelect } from '../tickets/AssigneeSelect.tsx'
import { FormActions } from '../ui/FormActions.tsx'
import { FormProblem } from '../ui/FormProblem.tsx'
import { Icon } from '../ui/Icon.tsx'
import './groups.css'
import { useAction } from '../ui/action.ts'

interface Values {
	name: string
	member_ids: number[]
	active?: boolean
}

interface GroupFormProps {
	group?: Group
	onSave: (values: Values) => Promise<unknown>
	onCancel: () => void
	onReload?: () => unknown
}

export function GroupForm({ group, onSave, onCancel, onReload }: GroupFormProps) {
	const { t } = useTranslation()
	const [members, setMembers] = useState<Named[]>(group?.members ?? [])
	const save = useAction({ mutationFn: onSave })
	const errors = save.error instanceof ApiError ? save.error.fields : {}
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const form = new FormData(event.currentTarget)
		save.mutate({
			name: String(form.get('name')),
			member_ids: members.map((member) => member.id),
			...(group ? { active: form.get('active') !== null } : {}),
		})
	}
	return (
		<form className="form" noValidate onSubmit={submit}>
			<fieldset className="form-grid">
				<TextInput
					className="wide"
					name="name"
					label={t('groups.name')}
					defaultValue={group?.name ?? ''}
					required
					withAsterisk={false}
					error={errors.name}
				/>
				{group && (
					<Checkbox
						className="wide"
						name="active"
						label={t('groups.active')}
						description={t('groups.active_hint')}
						defaultChecked={group.active}
					/>
				)}
			</fieldset>
			<fieldset>
				<legend>{t('groups.members')}</legend>
				<AssigneeSelect
					collects
					aria-label={t('groups.add_member')}
					placeholder={t('groups.find_member')}
					value={null}
					onChange={(person) => {
						if (person && !members.some((member) => member.id === person.id)) setMembers([...members, person])
					}}
				/>
				<ul className="plain-list members" aria-live="polite">
					{members.map((member) => (
						<li key={member.id}>
							<bdi>{member.name}</bdi>
							<button
								type="button"
								className="member-remove"
								aria-label={t('groups.remove_member', { name: member.name })}
								onClick={() => setMembers(members.filter((other) => other.id !== member.id))}
							>
								<Icon name="close" size={14} />
							</button>
						</li>
					))}
				</ul>
				{members.length === 0 && <p className="muted">{t('groups.no_members')}</p>}
			</fieldset>
			{!errors.name && <FormProblem error={save.error} {...(onReload ? { reload: onReload } : {})} />}
			<FormActions saving={save.isPending} onCancel={onCancel} />
		</form>
	)
}
