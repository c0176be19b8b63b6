import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'

const KEYS = [
	['←→↑↓', 'move'],
	['Home, End', 'row_edges'],
	['Ctrl+Home, Ctrl+End', 'file_edges'],
	['PgUp, PgDn', 'pages'],
	['Enter, F2', 'edit'],
	['Delete', 'clear'],
	['Esc', 'cancel'],
	['Enter', 'save_down'],
	['Tab, Shift+Tab', 'save_side'],
	['F8', 'next_error'],
	['Shift+F8', 'previous_error'],
	['Alt+Enter', 'suggestion'],
	['Ctrl+G', 'go'],
	['Ctrl+Z', 'undo'],
	['?, Shift+F10', 'help'],
] as const

export function KeysHelp({ opened, close }: { opened: boolean; close: () => void }) {
	const { t } = useTranslation()
	return (
		<Dialog opened={opened} onClose={close} returnFocus={false} title={t('import.grid.keys_title')}>
			<dl className="facts">
				{KEYS.map(([keys, name]) => (
					<div key={name} className="key-line">
						<dt>
							<kbd>{keys}</kbd>
						</dt>
						<dd>{t(`import.grid.key.${name}`)}</dd>
					</div>
				))}
			</dl>
		</Dialog>
	)
}
