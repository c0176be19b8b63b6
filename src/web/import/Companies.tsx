import { Button } from '@mantine/core'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import, Page } from '../../contract/imports.ts'
import type { NamedCompany } from '../../contract/mending.ts'
import { api } from '../api.ts'
import { Failed } from '../ui/states.tsx'
import { CompanyRow } from './CompanyRow.tsx'
import { mendKey } from './mend.ts'

const STATES = ['unknown', 'ambiguous', 'decided'] as const
type State = (typeof STATES)[number]

function companiesQuery(importId: number, state: State) {
	return infiniteQueryOptions({
		queryKey: [...mendKey(importId), 'companies', state],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<NamedCompany>>(`/imports/${importId}/companies`, { state, after: pageParam, limit: 50 }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		retry: false,
	})
}

/** Names of companies that need a person: three hundred rows with nine unknown names are nine decisions. */
export function Companies({ item }: { item: Import }) {
	const { t } = useTranslation()
	const asked = item.issues.some((group) => group.code === 'company_unknown' || group.code === 'company_ambiguous')
	const used = item.target === 'users' && item.mapping.includes('company')
	const unknown = useInfiniteQuery({ ...companiesQuery(item.id, 'unknown'), enabled: used && asked })
	const ambiguous = useInfiniteQuery({ ...companiesQuery(item.id, 'ambiguous'), enabled: used && asked })
	const decided = useInfiniteQuery({ ...companiesQuery(item.id, 'decided'), enabled: used })
	if (!used) return null

	const open = asked ? [...namesOf(unknown.data?.pages), ...namesOf(ambiguous.data?.pages)] : []
	const done = namesOf(decided.data?.pages)
	if (open.length === 0 && done.length === 0) return null
	const more = [unknown, ambiguous].find((pages) => pages.hasNextPage)
	return (
		<section className="section" aria-labelledby={`companies-${item.id}`}>
			<h2 id={`companies-${item.id}`} tabIndex={-1}>
				{t('import.companies.title')}
			</h2>
			{unknown.error && <Failed error={unknown.error} retry={unknown.refetch} />}
			{open.length > 0 && (
				<>
					<p className="lead muted">{t('import.companies.lead')}</p>
					<NameList item={item} names={open} />
				</>
			)}
			{more && (
				<Button size="xs" variant="default" loading={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
					{t('action.load_more')}
				</Button>
			)}
			{done.length > 0 && <Decided item={item} names={done} />}
		</section>
	)
}

function namesOf(pages: Page<NamedCompany>[] | undefined): NamedCompany[] {
	return pages?.flatMap((page) => page.items) ?? []
}

function NameList({ item, names }: { item: Import; names: NamedCompany[] }) {
	return (
		<ul className="plain-list names">
			{names.map((name) => (
				<CompanyRow key={name.value} item={item} name={name} />
			))}
		</ul>
	)
}

function Decided({ item, names }: { item: Import; names: NamedCompany[] }) {
	const { t } = useTranslation()
	const [open, setOpen] = useState(false)
	return (
		<details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{t('import.companies.decided', { count: names.length })}</summary>
			{open && <NameList item={item} names={names} />}
		</details>
	)
}
