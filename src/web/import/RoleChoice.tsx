import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ROLES } from '../../contract/fields.ts'
import type { Import } from '../../contract/imports.ts'
import { useMay } from '../auth/session.ts'
import { useChange } from './run.ts'
import { columnName } from './words.ts'

/** R5: operators come by an import of their own, in which this says Operator. */
export function RoleChoice({ item, isOneOfMany }: { item: Import; isOneOfMany: boolean }) {
	const { t } = useTranslation()
	const may = useMay()
	const change = useChange(item.run_id)
	const column = item.columns[item.mapping.indexOf('role')]
	if (column) return <p>{t('import.file.role_column', { header: columnName(t, column) })}</p>

	const role = ROLES.find((known) => known === item.constants.role) ?? 'customer'
	const roles = may('staff.write') ? ROLES : ROLES.filter((known) => known === 'customer')
	return (
		<section className="role-choice">
			<Select
				label={isOneOfMany ? t('import.file.role_label_of', { name: item.filename }) : t('import.file.role_label')}
				description={t('import.file.role_hint')}
				inputWrapperOrder={['label', 'input', 'description']}
				allowDeselect={false}
				data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
				value={role}
				onChange={(value) =>
					value && change.mutate({ id: item.id, change: { constants: { ...item.constants, role: value } } })
				}
			/>
			{role !== 'customer' && <p className="notice notice-warning">{t('import.file.staff_note')}</p>}
		</section>
	)
}
