import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../../contract/people.ts'
import { api } from '../api.ts'
import { fullName, userQuery } from '../users/queries.ts'

interface PersonSelectProps {
	value: number | null
	onChange: (id: number | null) => void
	/** What to do about somebody who is not there; above the field, where the list does not cover it. */
	hint?: ReactNode
	error?: string | undefined
}

/**
 * One contact of perhaps a million. One e-mail may belong to several accounts, each under another company, so the
 * company stands beside every name.
 */
export function PersonSelect({ value, onChange, hint, error }: PersonSelectProps) {
	const { t } = useTranslation()
	const [typed, setTyped] = useState('')
	const [settled] = useDebouncedValue(typed.trim(), 150)
	const { data: chosen } = useQuery({ ...userQuery(value ?? 0), enabled: value !== null })
	const q = chosen && settled === labelOf(chosen) ? '' : settled
	const found = useQuery({
		queryKey: ['users', 'offer', q],
		queryFn: ({ signal }) => api.get<{ items: User[] }>('/users/offer', { q, limit: 20 }, signal),
		placeholderData: keepPreviousData,
	})
	const people = new Map<string, User>()
	if (chosen) people.set(String(chosen.id), chosen)
	for (const person of found.data?.items ?? []) people.set(String(person.id), person)

	return (
		<Select
			label={t('tickets.column.requester')}
			description={hint}
			placeholder={t('tickets.find_person')}
			searchable
			clearable
			// Opened by typing: over the mistake that the focus was brought to, it would hide what is wrong.
			openOnFocus={false}
			clearButtonProps={{ 'aria-label': t('tickets.requester_clear') }}
			nothingFoundMessage={found.isPending ? t('state.loading') : t('tickets.no_person_found')}
			data={[...people].map(([id, person]) => ({ value: id, label: labelOf(person) }))}
			// Already filtered by the server, which does not mind missing diacritics.
			filter={({ options }) => options}
			renderOption={({ option }) => <Option person={people.get(option.value)} />}
			searchValue={typed}
			onSearchChange={setTyped}
			value={value === null ? null : String(value)}
			onChange={(id) => onChange(id === null ? null : Number(id))}
			error={error}
		/>
	)
}

function nameOf(person: User): string {
	return fullName(person) || person.username
}

function labelOf(person: User): string {
	return person.company ? `${nameOf(person)}, ${person.company}` : nameOf(person)
}

function Option({ person }: { person: User | undefined }) {
	const { t } = useTranslation()
	if (!person) return null
	return (
		<span className="person-option">
			<span>
				<bdi>{nameOf(person)}</bdi>
				<bdi className="tag">{person.company ?? t('users.no_company')}</bdi>
			</span>
			<span className="muted">
				{person.email_placeholder ? t('tickets.email_placeholder') : person.email}
				{' · '}
				{person.username}
			</span>
		</span>
	)
}
