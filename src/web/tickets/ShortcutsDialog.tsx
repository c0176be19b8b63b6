import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/Dialog.tsx'
import { useShortcutsOn } from './shortcuts.ts'

const LIST = ['j', 'k', 'Enter', 'x', 'e', 't', 'c', '/'] as const
const TICKET = ['r', 'n', 't', 'u'] as const

/** What the keys do, and the way to be rid of them. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
	const { t } = useTranslation()
	const [on, setOn] = useShortcutsOn()
	const lines = (keys: readonly (typeof LIST | typeof TICKET)[number][]) =>
		keys.map((key) => (
			<div key={key}>
				<dt>
					<kbd>{key}</kbd>
				</dt>
				<dd>{t(`tickets.keys.${key}`)}</dd>
			</div>
		))
	return (
		<Dialog opened={opened} onClose={onClose} title={t('tickets.keys.title')}>
			<h3>{t('tickets.keys.in_list')}</h3>
			<dl className="keys">{lines(LIST)}</dl>
			<h3>{t('tickets.keys.in_ticket')}</h3>
			<dl className="keys">
				{lines(TICKET)}
				<div>
					<dt>
						<kbd>Ctrl</kbd> + <kbd>Enter</kbd>
					</dt>
					<dd>{t('tickets.keys.send')}</dd>
				</div>
				<div>
					<dt>
						<kbd>?</kbd>
					</dt>
					<dd>{t('tickets.keys.help')}</dd>
				</div>
			</dl>
			<Checkbox
				label={t('tickets.keys.on')}
				description={t('tickets.keys.on_hint')}
				checked={on}
				onChange={(event) => setOn(event.currentTarget.checked)}
			/>
		</Dialog>
	)
}
