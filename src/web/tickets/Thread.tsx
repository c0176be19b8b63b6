import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, NewMessage, Ticket } from '../../contract/tickets.ts'
import { Failed } from '../ui/states.tsx'
import { EventLine, groupEvents } from './EventLine.tsx'
import { MessageItem, SendingItem } from './MessageItem.tsx'
import { earlierQuery } from './queries.ts'

/** Lines more than fit a window: the last one, and where one answers, are out of sight. */
const LONG = 8

interface ThreadProps {
	ticket: Ticket
	/** Written and not yet confirmed by the server. */
	sending?: NewMessage | undefined
}

/** Everything that was written, in order; between it what changed, as quiet lines. */
export function Thread({ ticket, sending }: ThreadProps) {
	const { t } = useTranslation()
	const [wanted, setWanted] = useState(false)
	const earlier = useInfiniteQuery(earlierQuery(ticket.id, ticket.earlier, wanted))
	const before = earlier.data?.pages.toReversed().flatMap((page) => page.messages) ?? []
	const messages: Message[] = [...before, ...ticket.messages]
	const more = ticket.earlier !== null && (!earlier.data || earlier.hasNextPage)

	return (
		<section aria-label={t('tickets.thread')}>
			{messages.length > LONG && (
				<p>
					<a href={`#message-${messages.findLast(({ kind }) => kind !== 'event')?.id}`}>{t('tickets.last_message')}</a>
				</p>
			)}
			{more && (
				<p>
					<Button
						variant="default"
						size="xs"
						loading={earlier.isFetching && wanted}
						onClick={() => (wanted ? void earlier.fetchNextPage() : setWanted(true))}
					>
						{t('tickets.earlier')}
					</Button>
				</p>
			)}
			{earlier.isError && <Failed error={earlier.error} retry={earlier.refetch} />}
			<ol className="thread">
				{groupEvents(messages).map((part) =>
					Array.isArray(part) ? (
						<EventLine key={part[0]?.id} events={part} />
					) : (
						<MessageItem key={part.id} message={part} />
					),
				)}
				{sending && <SendingItem message={sending} />}
			</ol>
		</section>
	)
}
