import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { useChange } from './run.ts'
import { encodingName } from './words.ts'

/** That the letters are right: accented words of the file itself, and how else the same bytes would read. */
export function FileProof({ item }: { item: Import }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const [chosen, ...others] = item.encodings
	return (
		<>
			<Repair item={item} />
			{/* While the words are damaged, no reading of them looks right. */}
			{chosen && item.misread.length === 0 && (
				<div className="file-proof">
					<p>
						{t('import.file.proof')} <Words words={chosen.words} />
					</p>
					{others.length > 0 && (
						<details>
							<summary>{t('import.file.proof_wrong')}</summary>
							<p className="muted">{t('import.file.proof_choose')}</p>
							<ul className="plain-list">
								{others.map(({ encoding, words }) => (
									<li key={encoding}>
										<Button
											size="compact-sm"
											variant="default"
											aria-label={t('import.file.read_as', { encoding: encodingName(t, encoding) })}
											onClick={() => change.mutate({ id: item.id, change: { encoding } })}
										>
											{encodingName(t, encoding)}
										</Button>{' '}
										<Words words={words} />
									</li>
								))}
							</ul>
						</details>
					)}
				</div>
			)}
		</>
	)
}

function Words({ words }: { words: string[] }) {
	return <span className="proof-words">{words.join(', ')}</span>
}

/** Text that was read in a wrong encoding before it came here is put right, or left, as the person says. */
function Repair({ item }: { item: Import }) {
	const { t } = useTranslation()
	const change = useChange(item.run_id)
	const send = (repair: boolean) => change.mutate({ id: item.id, change: { repair } })
	if (item.repair)
		return (
			<p className="notice">
				{t('import.file.repaired')}{' '}
				<Button size="compact-sm" variant="default" onClick={() => send(false)}>
					{t('import.file.repair_not')}
				</Button>
			</p>
		)
	if (item.misread.length === 0) return null
	return (
		<div className="notice notice-warning">
			<p>{t('import.file.misread')}</p>
			<ul className="plain-list">
				{item.misread.map(({ before, after }) => (
					<li key={before}>
						<del>{before}</del> <span aria-hidden="true">→</span> <ins>{after}</ins>
					</li>
				))}
			</ul>
			<Button size="xs" variant="default" onClick={() => send(true)}>
				{t('import.file.repair')}
			</Button>
		</div>
	)
}
