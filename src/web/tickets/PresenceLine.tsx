import { useTranslation } from 'react-i18next'
import type { Presence } from '../../contract/tickets.ts'

/** Before two people answer the same thing. */
export function PresenceLine({ others }: { others: Presence[] }) {
	const { t } = useTranslation()
	const lines = others.map(({ user, activity }) =>
		t(`tickets.presence.${activity}`, { name: `\u2068${user.name}\u2069` }),
	)
	return (
		<p className="presence" role="status">
			{lines.join(' ')}
		</p>
	)
}
