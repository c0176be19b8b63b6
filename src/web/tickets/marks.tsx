import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { BaseState, Priority, TicketState } from '../../contract/tickets.ts'
import { uiLanguage } from '../i18n/index.ts'
import { statesQuery } from './queries.ts'

const CHECK = 'M4.600 7.200l1.700 1.700 3.200-3.500'

/** A shape of its own for each base state: whoever does not tell the colours apart tells these. */
const STATE_SHAPES: Record<BaseState, React.ReactNode> = {
	new: <circle cx="7" cy="7" r="5.200" strokeDasharray="2.300 1.800" />,
	open: (
		<>
			<circle cx="7" cy="7" r="5.200" />
			<path d="M7 3.800a3.200 3.200 0 0 1 0 6.400z" fill="currentColor" stroke="none" />
		</>
	),
	waiting_customer: (
		<>
			<circle cx="7" cy="7" r="5.200" />
			<path d="M7 4.200V7l1.900 1.400" />
		</>
	),
	waiting_third: (
		<>
			<circle cx="7" cy="7" r="5.200" />
			<path d="M5.600 5v4M8.400 5v4" />
		</>
	),
	solved: (
		<>
			<circle cx="7" cy="7" r="5.200" />
			<path d={CHECK} />
		</>
	),
	closed: (
		<>
			<circle cx="7" cy="7" r="5.900" fill="currentColor" stroke="none" />
			<path d={CHECK} stroke="var(--bg)" />
		</>
	),
}

export function StateMark({ base }: { base: BaseState }) {
	return (
		<svg aria-hidden="true" className="mark" data-base={base} width="14" height="14" viewBox="0 0 14 14">
			{STATE_SHAPES[base]}
		</svg>
	)
}

const BARS = { low: 1, normal: 2, high: 3 } as const

/** One, two or three bars; critical is a mark of its own. */
export function PriorityMark({ priority }: { priority: Priority }) {
	return (
		<svg aria-hidden="true" className="mark" data-priority={priority} width="14" height="14" viewBox="0 0 14 14">
			{priority === 'critical' ? (
				<>
					<rect x="1" y="1" width="12" height="12" rx="3" fill="currentColor" stroke="none" />
					<path d="M7 4v3.400M7 9.800v.1" stroke="var(--bg)" strokeWidth="1.800" />
				</>
			) : (
				[0, 1, 2].map((bar) => (
					<rect
						key={bar}
						x={1.5 + bar * 4}
						y={9 - bar * 3}
						width="2.600"
						height={3.5 + bar * 3}
						rx="1"
						stroke="none"
						fill={bar < BARS[priority] ? 'currentColor' : 'var(--line-strong)'}
					/>
				))
			)}
		</svg>
	)
}

export function stateText(state: TicketState): string {
	return uiLanguage() === 'en' ? state.name_en : state.name_cs
}

/** States as this help desk calls them. */
export function useStates() {
	const { t } = useTranslation()
	const { data: states = [] } = useQuery(statesQuery)
	return {
		states,
		/** Until the names arrive: what the base state is called by itself. */
		nameOf: (id: number, base: BaseState) => {
			const state = states.find((known) => known.id === id)
			return state ? stateText(state) : t(`tickets.state.${base}`)
		},
	}
}

export function StateName({ id, base }: { id: number; base: BaseState }) {
	const { nameOf } = useStates()
	const name = nameOf(id, base)
	return (
		<span className="marked" title={name}>
			<StateMark base={base} />
			<span className="marked-text">{name}</span>
		</span>
	)
}

export function PriorityName({ priority }: { priority: Priority }) {
	const { t } = useTranslation()
	const name = t(`tickets.priority.${priority}`)
	return (
		<span className="marked" title={name}>
			<PriorityMark priority={priority} />
			<span className="priority-word">{name}</span>
		</span>
	)
}
