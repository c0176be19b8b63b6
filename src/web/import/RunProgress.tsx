import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { formatNumber, formatSeconds } from '../i18n/format.ts'
import { Progress } from '../ui/Progress.tsx'
import { isBusy } from './run.ts'

/** What is being done to each file, how far it is, and that one need not watch. */
export function RunProgress({ imports, hint }: { imports: Import[]; hint: string }) {
	return (
		<div className="run-progress">
			{imports.map((item) => (
				<FileProgress key={item.id} item={item} />
			))}
			<p className="muted">{hint}</p>
		</div>
	)
}

function FileProgress({ item }: { item: Import }) {
	const { t } = useTranslation()
	const { progress } = item
	if (isBusy(item.state) && !progress) {
		return (
			<div>
				<h2>{item.filename}</h2>
				<Progress label={item.filename} done={0} total={null} text={t(`import.state.${item.state}`)} />
			</div>
		)
	}
	if (!progress) {
		return (
			<div>
				<h2>{item.filename}</h2>
				<p className="muted">{t(`import.state.${item.state}`)}</p>
			</div>
		)
	}
	const done = formatNumber(progress.done)
	const parts = [
		progress.total === null
			? t('import.check.progress_plain', { done })
			: t('import.check.progress', { done, total: formatNumber(progress.total) }),
		...(progress.per_second === null ? [] : [t('import.result.speed', { count: Math.round(progress.per_second) })]),
		...(progress.seconds_left === null
			? []
			: [t('import.result.left', { time: formatSeconds(Math.ceil(progress.seconds_left)) })]),
	]
	return (
		<div>
			<h2>{item.filename}</h2>
			<p>{t(`import.result.phase.${progress.phase}`)}</p>
			<Progress label={item.filename} done={progress.done} total={progress.total} text={parts.join(', ')} />
		</div>
	)
}
