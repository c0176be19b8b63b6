import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Named } from '../../contract/tickets.ts'
import { assigneesQuery } from './queries.ts'

interface AssigneeSelectProps {
	label?: string
	'aria-label'?: string
	placeholder?: string
	/** The name may be left out where only an address knows who is meant. */
	value: { id: number; name?: string } | null
	onChange: (person: Named | null) => void
	clearLabel?: string
	/** What is chosen goes into a list of its own; the box is empty for the next one. */
	collects?: boolean
}

/** An operator: the first two hundred at once, more by typing. */
export function AssigneeSelect({ value, onChange, clearLabel, collects = false, ...rest }: AssigneeSelectProps) {
	const { t } = useTranslation()
	const [typed, setTyped] = useState('')
	const [settled] = useDebouncedValue(typed, 150)
	const chosenName = value?.name
	const { data: found = [], isPending } = useQuery(assigneesQuery(settled === chosenName ? '' : settled.trim()))
	const { data: everybody = [] } = useQuery(assigneesQuery(''))

	const options = new Map<number, string>()
	if (value) {
		const known = [...everybody, ...found].find((person) => person.id === value.id)?.name
		options.set(value.id, value.name ?? known ?? '…')
	}
	for (const person of found) options.set(person.id, person.name)
	return (
		<Select
			{...rest}
			searchable
			clearable
			clearButtonProps={{ 'aria-label': clearLabel ?? t('tickets.filter.clear') }}
			nothingFoundMessage={isPending ? t('state.loading') : t('tickets.nobody_found')}
			data={[...options].map(([id, name]) => ({ value: String(id), label: name }))}
			// Already filtered by the server, which does not mind missing diacritics.
			filter={({ options }) => options}
			searchValue={typed}
			onSearchChange={setTyped}
			value={value ? String(value.id) : null}
			onChange={(id) => {
				onChange(id === null ? null : { id: Number(id), name: options.get(Number(id)) ?? '' })
				// After the box has taken over the name.
				if (collects) queueMicrotask(() => setTyped(''))
			}}
		/>
	)
}
