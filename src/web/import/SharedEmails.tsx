import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import, Page } from '../../contract/imports.ts'
import type { SharedEmail } from '../../contract/mending.ts'
import { api } from '../api.ts'
import { formatNumber } from '../i18n/format.ts'
import { mendKey, useEditRows, useFix } from './mend.ts'

/** Codes that tell of people with one address: only then is it worth asking who they are. */
const CODES = ['username_repeated', 'username_missing']

/** Those who already have a username each need nothing. */
function needsNames({ people }: SharedEmail): boolean {
	const names = people.map(({ username }) => username?.toLowerCase())
	return names.includes(undefined) || new Set(names).size < names.length
}

/** One person under several companies comes once for each, with the same e-mail and another username (R4). */
export function SharedEmails({ item }: { item: Import }) {
	const { t } = useTranslation()
	// By e-mail nobody could sign in as the second of them: no username helps, the setting does.
	const blocked = item.issues.some((group) => group.code === 'email_repeated' && group.severity === 'error')
	const asked = item.target === 'users' && (blocked || item.issues.some((group) => CODES.includes(group.code)))
	const shared = useInfiniteQuery({
		queryKey: [...mendKey(item.id), 'shared'],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<SharedEmail>>(`/imports/${item.id}/shared-emails`, { after: pageParam, limit: 20 }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		enabled: asked,
		retry: false,
	})
	const fix = useFix(item)
	const all = shared.data?.pages.flatMap((page) => page.items) ?? []
	const groups = blocked ? all : all.filter(needsNames)
	if (!asked || groups.length === 0) return null
	const open = groups.some((group) => group.people.some((person) => person.username !== person.proposed))
	return (
		<section className="section" aria-labelledby={`shared-${item.id}`}>
			<h2 id={`shared-${item.id}`}>{t('import.shared.title')}</h2>
			<p className="lead muted">{t('import.shared.lead')}</p>
			{blocked && (
				<p className="notice notice-warning">
					{t('import.shared.blocked')} <Link to="/admin/security">{t('import.shared.setting')}</Link>
				</p>
			)}
			{open && (
				<div className="button-row">
					<Button
						size="xs"
						variant="default"
						loading={fix.isPending}
						onClick={() => fix.mutate({ code: 'shared', field: 'username', fix: 'username_by_company' })}
					>
						{t('import.shared.apply_all')}
					</Button>
				</div>
			)}
			<ul className="plain-list names">
				{groups.map((group) => (
					// Typed proposals belong to the plan they were typed for.
					<Group key={`${group.email} ${item.plan}`} item={item} group={group} />
				))}
			</ul>
			{shared.hasNextPage && (
				<Button
					size="xs"
					variant="default"
					loading={shared.isFetchingNextPage}
					onClick={() => void shared.fetchNextPage()}
				>
					{t('action.load_more')}
				</Button>
			)}
		</section>
	)
}

function Group({ item, group }: { item: Import; group: SharedEmail }) {
	const { t } = useTranslation()
	const edit = useEditRows(item)
	const [typed, setTyped] = useState<Record<number, string>>({})
	const changed = group.people.flatMap(({ line, username, proposed }) => {
		const value = (typed[line] ?? proposed).trim()
		return value !== '' && value !== username ? [{ line, values: { username: value } }] : []
	})
	return (
		<li className="name">
			<div className="name-head">
				<strong>{group.email}</strong>
				<span className="muted number">{t('count.rows', { count: group.rows })}</span>
			</div>
			<table className="table table-open shared-people">
				<thead>
					<tr>
						<th scope="col" className="examples-line">
							{t('import.check.line')}
						</th>
						<th scope="col">{t('field.company')}</th>
						<th scope="col">{t('import.shared.now')}</th>
						<th scope="col">{t('import.shared.proposed')}</th>
					</tr>
				</thead>
				<tbody>
					{group.people.map((person) => (
						<tr key={person.line}>
							<td className="number">{formatNumber(person.line)}</td>
							<td>{person.company ?? <span className="muted">{t('users.no_company')}</span>}</td>
							<td>{person.username ?? <span className="muted">{t('import.check.no_value')}</span>}</td>
							<td>
								<TextInput
									size="xs"
									aria-label={t('import.shared.username_of', { line: person.line })}
									value={typed[person.line] ?? person.proposed}
									onChange={(event) => setTyped({ ...typed, [person.line]: event.currentTarget.value })}
								/>
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{changed.length > 0 && (
				<Button size="xs" variant="default" loading={edit.isPending} onClick={() => edit.mutate(changed)}>
					{t('import.shared.apply')}
					<span className="hidden-text"> {group.email}</span>
				</Button>
			)}
		</li>
	)
}
