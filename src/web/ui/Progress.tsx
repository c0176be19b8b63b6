import { useEffect, useState } from 'react'
import { formatPercent } from '../i18n/format.ts'

interface ProgressProps {
	label: string
	done: number
	/** Null: nobody knows yet. */
	total: number | null
	/** "430 000 z 1 000 000 řádků", under the bar and as the bar's value for screen readers. */
	text: string
}

/** A bar with its numbers. Screen readers hear every tenth, not every event. */
export function Progress({ label, done, total, text }: ProgressProps) {
	const ratio = total ? Math.min(done / total, 1) : null
	const tenth = ratio === null ? null : Math.floor(ratio * 10) / 10
	const [spoken, setSpoken] = useState('')
	useEffect(() => {
		if (tenth !== null) setSpoken(`${label}: ${formatPercent(tenth, 1)}`)
	}, [tenth, label])

	return (
		<div className="progress">
			<div
				role="progressbar"
				aria-label={label}
				aria-valuemin={0}
				aria-valuemax={100}
				aria-valuenow={ratio === null ? undefined : Math.floor(ratio * 100)}
				aria-valuetext={text}
				className="progress-bar"
				data-unknown={ratio === null || undefined}
			>
				<i style={ratio === null ? undefined : { width: `${ratio * 100}%` }} />
			</div>
			<p className="muted number" aria-hidden="true">
				{text}
			</p>
			<span className="hidden-text" role="status">
				{spoken}
			</span>
		</div>
	)
}
