import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type EventField, type Message, PRIORITIES, type TicketEvent } from '../../contract/tickets.ts'
import { formatTime } from '../i18n/format.ts'
import { stateText, useStates } from './marks.tsx'
import { formatMoment } from './moment.ts'

/** Changes somebody made in one go read as one line. */
const ONE_GO_MS = 60_000

/** Messages as they are, runs of events together. */
export function groupEvents(messages: Message[]): (Message | Message[])[] {
	const parts: (Message | Message[])[] = []
	for (const message of messages) {
		const last = parts.at(-1)
		const previous = Array.isArray(last) ? last.at(-1) : undefined
		if (message.kind !== 'event') parts.push(message)
		else if (Array.isArray(last) && previous && isOneGo(previous, message)) last.push(message)
		else parts.push([message])
	}
	return parts
}

function isOneGo(one: Message, next: Message): boolean {
	const apart = Date.parse(next.created_at) - Date.parse(one.created_at)
	return one.author?.id === next.author?.id && apart < ONE_GO_MS
}

export function EventLine({ events }: { events: Message[] }) {
	const { t } = useTranslation()
	const { states } = useStates()
	const last = events.at(-1)
	if (!last) return null

	const shownValue = (field: EventField, value: string | null): string => {
		if (value === null || value === '') return t(`tickets.none.${field}`)
		if (field === 'priority') return priorityText(t, value)
		if (field !== 'state') return `\u2068${value}\u2069`
		const state = states.find((known) => known.id === Number(value))
		return state ? stateText(state) : '…'
	}
	const lineOf = ({ field, from, to }: TicketEvent) =>
		`${t(`tickets.event.${field}`)}: ${shownValue(field, from)} → ${shownValue(field, to)}`

	return (
		<li className="event">
			<span>{events.flatMap(({ event }) => (event ? [lineOf(event)] : [])).join('; ')}</span>
			<span>
				<bdi>{last.author?.name ?? t('app.name')}</bdi>
				{', '}
				<time dateTime={last.created_at} title={formatTime(last.created_at)}>
					{formatMoment(last.created_at)}
				</time>
			</span>
		</li>
	)
}

function priorityText(t: TFunction, value: string): string {
	const priority = PRIORITIES.find((known) => known === value)
	return priority ? t(`tickets.priority.${priority}`) : value
}
