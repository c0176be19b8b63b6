import { useTranslation } from 'react-i18next'
import type { InvitationPreview } from '../../contract/invitations.ts'
import { formatNumber } from '../i18n/format.ts'

/** Why people get no invitation, with a few of them as proof. */
export function LeftOutTable({ groups }: { groups: InvitationPreview['left_out'] }) {
	const { t } = useTranslation()
	return (
		<table className="table table-open">
			<thead>
				<tr>
					<th scope="col">{t('invitations.new.why')}</th>
					<th scope="col" className="end left-out-count">
						{t('invitations.new.people')}
					</th>
					<th scope="col">{t('invitations.new.who')}</th>
				</tr>
			</thead>
			<tbody>
				{groups.map(({ reason, count, first }) => (
					<tr key={reason}>
						<th scope="row">{t(`invitations.new.left_out.${reason}`)}</th>
						<td className="end">{formatNumber(count)}</td>
						<td>
							{first.map((person) => person.name ?? person.username).join(', ')}
							{count > first.length && ' …'}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
