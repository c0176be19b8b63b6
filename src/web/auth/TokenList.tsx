import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiToken } from '../../contract/people.ts'
import { ApiError, api } from '../api.ts'
import { formatDay, formatShort, formatTime } from '../i18n/format.ts'
import { onceSaved } from '../query.ts'
import { FormProblem } from '../ui/FormProblem.tsx'
import { Page } from '../ui/Page.tsx'
import { Secret } from '../ui/Secret.tsx'
import { Empty, Failed, Loading } from '../ui/states.tsx'
import { RevokeToken } from './RevokeToken.tsx'
import { tokensQuery } from './tokens.ts'
import '../tickets/tickets.css'
import { useAction } from '../ui/action.ts'

/** Which programs get in, and as whom. A token itself is shown once, when it is made. */
export function TokenList() {
	const { t } = useTranslation()
	const { data: tokens, isPending, error, refetch } = useQuery(tokensQuery)
	return (
		<Page title={t('tokens.title')}>
			<p className="muted lead">{t('tokens.lead')}</p>
			<NewToken />
			{isPending && <Loading />}
			{!isPending && !tokens && <Failed error={error} retry={refetch} />}
			{tokens?.length === 0 && <Empty title={t('tokens.empty')} />}
			{tokens && tokens.length > 0 && <TokenTable tokens={tokens} />}
		</Page>
	)
}

function NewToken() {
	const { t } = useTranslation()
	const client = useQueryClient()
	const create = useAction({
		mutationFn: (name: string) => api.post<{ token: string }>('/tokens', { name }),
		onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
	})
	const errors = create.error instanceof ApiError ? create.error.fields : {}
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		const form = event.currentTarget
		onceSaved(create.mutateAsync(String(new FormData(form).get('name'))), () => form.reset())
	}
	return (
		<div className="section page-column">
			<form className="form" noValidate onSubmit={submit}>
				<fieldset>
					<TextInput
						name="name"
						label={t('tokens.name')}
						description={t('tokens.name_hint')}
						inputWrapperOrder={['label', 'input', 'error', 'description']}
						required
						withAsterisk={false}
						error={errors.name}
					/>
				</fieldset>
				{!errors.name && <FormProblem error={create.error} />}
				<div className="form-actions">
					<Button type="submit" loading={create.isPending}>
						{t('tokens.create')}
					</Button>
				</div>
			</form>
			{create.data && (
				<div className="section">
					<Secret
						secret={create.data.token}
						title={t('tokens.secret', { name: create.variables.trim() })}
						hint={t('tokens.secret_once')}
						copy={t('tokens.secret_copy')}
						copied={t('tokens.secret_copied')}
					/>
				</div>
			)}
		</div>
	)
}

function TokenTable({ tokens }: { tokens: ApiToken[] }) {
	const { t } = useTranslation()
	const [revoking, setRevoking] = useState<ApiToken | null>(null)
	return (
		<section className="section" aria-labelledby="tokens">
			<h2 id="tokens">{t('tokens.list')}</h2>
			<table className="table">
				<caption className="hidden-text">{t('tokens.list')}</caption>
				<thead>
					<tr>
						<th scope="col">{t('tokens.column.name')}</th>
						<th scope="col" className="priority-2">
							{t('tokens.column.user')}
						</th>
						<th scope="col" className="end priority-3">
							{t('tokens.column.created')}
						</th>
						<th scope="col" className="end">
							{t('tokens.column.used')}
						</th>
						<th scope="col" style={{ '--width': '88px' } as React.CSSProperties}>
							<span className="hidden-text">{t('tokens.revoke')}</span>
						</th>
					</tr>
				</thead>
				<tbody>
					{tokens.map((token) => (
						<tr key={token.id}>
							<td>
								<bdi>{token.name}</bdi>
							</td>
							<td className="priority-2">{token.user.username}</td>
							<td className="end priority-3">{formatDay(token.created_at)}</td>
							<td className="end">
								{token.used_at ? (
									<time dateTime={token.used_at} title={formatTime(token.used_at)}>
										{formatShort(token.used_at)}
									</time>
								) : (
									<span className="muted">{t('tokens.never')}</span>
								)}
							</td>
							<td className="end">
								<button
									type="button"
									className="link-button"
									aria-label={t('tokens.revoke_of', { name: token.name })}
									onClick={() => setRevoking(token)}
								>
									{t('tokens.revoke')}
								</button>
							</td>
						</tr>
					))}
				</tbody>
			</table>
			<RevokeToken token={revoking} onClose={() => setRevoking(null)} />
		</section>
	)
}
