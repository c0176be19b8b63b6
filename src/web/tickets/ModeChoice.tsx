import { useTranslation } from 'react-i18next'
import { Lock } from './Lock.tsx'

const KINDS = ['reply', 'note'] as const
type Kind = (typeof KINDS)[number]

/** Who will read it. The mode is said by its words, its mark, its colour, and again by the button. */
export function ModeChoice({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
	const { t } = useTranslation()
	return (
		<fieldset className="modes">
			<legend className="hidden-text">{t('tickets.mode.legend')}</legend>
			{KINDS.map((value) => (
				<label key={value} className="mode" data-kind={value}>
					<input type="radio" name="kind" checked={kind === value} onChange={() => onChange(value)} />
					{value === 'note' && <Lock />}
					{t(`tickets.mode.${value}`)}
				</label>
			))}
		</fieldset>
	)
}
