import { MultiSelect, type MultiSelectProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { groupsQuery } from '../tickets/queries.ts'

type GroupsSelectProps = Pick<MultiSelectProps, 'value' | 'defaultValue' | 'onChange' | 'error'>

/** The groups of an operator. */
export function GroupsSelect(props: GroupsSelectProps) {
	const { t } = useTranslation()
	const { data: groups } = useQuery(groupsQuery)
	return (
		<MultiSelect
			className="wide"
			label={t('field.groups')}
			description={t('users.groups_hint')}
			inputWrapperOrder={['label', 'input', 'description', 'error']}
			placeholder={t('users.groups_find')}
			searchable
			nothingFoundMessage={t('groups.none_found')}
			data={(groups ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
			{...props}
		/>
	)
}
