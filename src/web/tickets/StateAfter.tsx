import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NewMessage, TicketState } from '../../contract/tickets.ts'
import { stateText, useStates } from './marks.tsx'

interface StateAfterProps {
	value: number | null
	current: number
	onChange: (id: number | null) => void
}

/** What becomes of the ticket with this message. */
export function StateAfter({ value, current, onChange }: StateAfterProps) {
	const { t } = useTranslation()
	const { states } = useStates()
	const offered = states.filter((state) => state.active && state.id !== current && state.base !== 'new')
	return (
		<Select
			className="state-after"
			label={t('tickets.after.label')}
			allowDeselect={false}
			data={[
				{ value: '', label: t('tickets.after.keep') },
				...offered.map((state) => ({ value: String(state.id), label: stateText(state) })),
			]}
			value={value === null ? '' : String(value)}
			onChange={(id) => onChange(id ? Number(id) : null)}
		/>
	)
}

/** The consequence, in the button. */
export function useSendText(works: boolean, kind: NewMessage['kind'], after: TicketState | undefined): string {
	const { t } = useTranslation()
	if (!works) return t('tickets.send.customer')
	if (!after) return t(`tickets.send.${kind}`)
	if (after.base === 'waiting_customer' || after.base === 'solved') return t(`tickets.send.${kind}_${after.base}`)
	return t(`tickets.send.${kind}_state`, { state: stateText(after) })
}
