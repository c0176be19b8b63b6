import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '../api.ts'

interface Repeated {
	total: number
	duplicates: { email: string; users: { id: number; username: string; company: string | null }[] }[]
}

export function repeatedEmails(error: ApiError): Repeated | undefined {
	const { code, problem } = error
	if (code !== 'emails_repeated' || !Array.isArray(problem?.duplicates)) return undefined
	return { total: Number(problem.total), duplicates: problem.duplicates as Repeated['duplicates'] }
}

/** R9: signing in by e-mail needs every e-mail to belong to one person, so these stand in the way. */
export function RepeatedEmails({ total, duplicates }: Repeated) {
	const { t } = useTranslation()
	return (
		<div role="alert" className="notice notice-error">
			<h2>{t('security.duplicates', { count: total })}</h2>
			<p>{t('security.duplicates_hint')}</p>
			<table className="table table-open">
				<thead>
					<tr>
						<th scope="col">{t('field.email')}</th>
						<th scope="col">{t('security.users')}</th>
					</tr>
				</thead>
				<tbody>
					{duplicates.map(({ email, users }) => (
						<tr key={email}>
							<th scope="row">{email}</th>
							<td>
								<ul className="plain-list">
									{users.map((user) => (
										<li key={user.id}>
											<Link to="/admin/users/$id" params={{ id: user.id }}>
												{user.username}
											</Link>
											{user.company && <span className="muted"> {user.company}</span>}
										</li>
									))}
								</ul>
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{total > duplicates.length && <p>{t('security.duplicates_shown', { count: duplicates.length })}</p>}
		</div>
	)
}
