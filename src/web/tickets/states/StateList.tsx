import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BASE_STATES, type TicketState } from '../../../contract/tickets.ts'
import { Page } from '../../ui/Page.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { StateMark, stateText } from '../marks.tsx'
import { statesQuery } from '../queries.ts'
import { StateDialog } from './StateDialog.tsx'
import '../tickets.css'

/** The help desk's own names over the base states, which are Lístek's. */
export function StateList() {
	const { t } = useTranslation()
	const { data: states, isPending, error, refetch } = useQuery(statesQuery)
	const [edited, setEdited] = useState<TicketState | 'new'>()
	const reload = async () => {
		const { data: newer } = await refetch()
		setEdited(newer?.find((state) => edited !== 'new' && state.id === edited?.id))
	}
	return (
		<Page title={t('states.title')} actions={<Button onClick={() => setEdited('new')}>{t('states.new')}</Button>}>
			<p className="muted lead">{t('states.lead')}</p>
			{isPending && <Loading />}
			{!isPending && !states && <Failed error={error} retry={refetch} />}
			{states && <StateTable states={states} onEdit={setEdited} />}
			{edited && (
				<StateDialog
					key={edited === 'new' ? edited : edited.version}
					state={edited === 'new' ? undefined : edited}
					onClose={() => setEdited(undefined)}
					onReload={reload}
				/>
			)}
		</Page>
	)
}

function StateTable({ states, onEdit }: { states: TicketState[]; onEdit: (state: TicketState) => void }) {
	const { t } = useTranslation()
	const sorted = BASE_STATES.flatMap((base) => states.filter((state) => state.base === base))
	return (
		<table className="table table-wraps">
			<caption className="hidden-text">{t('states.title')}</caption>
			<thead>
				<tr>
					<th scope="col">{t('states.base')}</th>
					<th scope="col">{t('states.name_cs')}</th>
					<th scope="col" className="priority-2">
						{t('states.name_en')}
					</th>
					<th scope="col" className="end priority-2" style={{ '--width': '72px' } as React.CSSProperties}>
						{t('states.position')}
					</th>
					<th scope="col" style={{ '--width': '96px' } as React.CSSProperties}>
						<span className="hidden-text">{t('action.edit')}</span>
					</th>
				</tr>
			</thead>
			<tbody>
				{sorted.map((state) => (
					<tr key={state.id} className={state.active ? undefined : 'faded'}>
						<td>
							<span className="marked">
								<StateMark base={state.base} />
								{t(`tickets.state.${state.base}`)}
							</span>
						</td>
						<td>
							{state.name_cs}
							{!state.active && <span className="tag">{t('states.inactive')}</span>}
						</td>
						<td className="priority-2">{state.name_en}</td>
						<td className="end priority-2">{state.position}</td>
						<td className="end">
							<button type="button" className="row-action" onClick={() => onEdit(state)}>
								{t('action.edit')}
								<span className="hidden-text"> {stateText(state)}</span>
							</button>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
