import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page } from '../../contract/imports.ts'
import type { Company } from '../../contract/people.ts'
import { api } from '../api.ts'

interface CompanySelectProps {
	label: string
	initialName: string | null
	defaultValue?: number | null
	onChange?: (id: number | null) => void
	error?: ReactNode
}

/** One of perhaps thousands of companies: the server searches, twenty are offered. */
export function CompanySelect({ label, initialName, defaultValue = null, onChange, error }: CompanySelectProps) {
	const { t } = useTranslation()
	const [chosen, setChosen] = useState<number | null>(defaultValue)
	const [typed, setTyped] = useState(initialName ?? '')
	const [q] = useDebouncedValue(typed, 150)
	const found = useQuery({
		queryKey: ['companies', 'offer', q],
		queryFn: ({ signal }) => api.get<Page<Company>>('/companies', { q, active: true, limit: 20 }, signal),
		placeholderData: keepPreviousData,
	})
	const known = useQuery({
		queryKey: ['companies', 'one', chosen],
		queryFn: ({ signal }) => api.get<Company>(`/companies/${chosen}`, {}, signal),
		enabled: chosen !== null,
	})

	const options = new Map<string, string>()
	if (chosen !== null) options.set(String(chosen), known.data?.name ?? initialName ?? '…')
	for (const company of found.data?.items ?? []) options.set(String(company.id), company.name)

	return (
		<Select
			label={label}
			searchable
			clearable
			placeholder={t('users.find_company')}
			nothingFoundMessage={found.isPending ? t('state.loading') : t('users.no_company_found')}
			data={[...options].map(([value, name]) => ({ value, label: name }))}
			// Already filtered by the server, which also knows numbers and towns.
			filter={({ options }) => options}
			searchValue={typed}
			onSearchChange={setTyped}
			value={chosen === null ? null : String(chosen)}
			onChange={(value) => {
				const id = value === null ? null : Number(value)
				setChosen(id)
				onChange?.(id)
			}}
			error={error}
		/>
	)
}
