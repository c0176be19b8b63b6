import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Import, MissingRecord, Page } from '../../contract/imports.ts'
import { api } from '../api.ts'
import { Failed } from '../ui/states.tsx'

/** Whom earlier files with these headers brought and this one lacks, and what happens to them. */
export function MissingRecords({ item }: { item: Import }) {
	const { t } = useTranslation()
	const { missing, options, target } = item
	const pages = useInfiniteQuery({
		queryKey: ['imports', 'missing', item.id, item.plan, item.state],
		queryFn: ({ pageParam, signal }) =>
			api.get<Page<MissingRecord>>(`/imports/${item.id}/missing`, { after: pageParam, limit: 50 }, signal),
		initialPageParam: null as string | null,
		getNextPageParam: (page) => page.next,
		enabled: missing > 0,
	})
	const records = pages.data?.pages.flatMap((page) => page.items) ?? []
	// Once it is written, only who was deactivated is still known.
	if (missing === 0 || (item.state === 'committed' && options.missing !== 'deactivate')) return null
	const done = item.state === 'committed'
	return (
		<section className="section" aria-labelledby={`missing-${item.id}`}>
			<h2 id={`missing-${item.id}`} tabIndex={-1}>
				{t(done ? 'import.missing.done' : `import.missing.title_${target}`, { count: missing })}
			</h2>
			{!done && (
				<p className="lead muted">
					{t(options.missing === 'deactivate' ? 'import.missing.deactivate' : 'import.missing.list')}
				</p>
			)}
			{pages.error && <Failed error={pages.error} retry={pages.refetch} />}
			<div className="kept-list">
				<table className="table table-open">
					<thead>
						<tr>
							<th scope="col">{t(`import.missing.${target}`)}</th>
							{target === 'users' && <th scope="col">{t('field.email')}</th>}
						</tr>
					</thead>
					<tbody>
						{records.map((record) => (
							<tr key={record.id}>
								<th scope="row">
									<Link to={target === 'users' ? '/admin/users/$id' : '/companies/$id'} params={{ id: record.id }}>
										{record.name}
									</Link>
								</th>
								{target === 'users' && <td>{record.email}</td>}
							</tr>
						))}
					</tbody>
				</table>
			</div>
			{pages.hasNextPage && (
				<Button
					size="xs"
					variant="default"
					loading={pages.isFetchingNextPage}
					onClick={() => void pages.fetchNextPage()}
				>
					{t('action.load_more')}
				</Button>
			)}
		</section>
	)
}
