import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import type { Fix, FixName, FixParams } from '../../contract/mending.ts'
import { formatNumber } from '../i18n/format.ts'
import { onceSaved } from '../query.ts'
import { Failed, Loading } from '../ui/states.tsx'
import { Choice } from './Choice.tsx'
import { FixParamsForm } from './FixParamsForm.tsx'
import { fixesQuery, useFix } from './mend.ts'

interface FixesProps {
	item: Import
	/** "-": the whole column, whatever is in it. */
	code: string
	field: string | null
	onDone: () => void
}

/** These change whole rows; the others change cells. */
const OF_ROWS: FixName[] = ['skip', 'accept', 'keep_first', 'keep_last']

/** The ways to mend one cause at once: choose, look at ten examples, apply. */
export function Fixes({ item, code, field, onDone }: FixesProps) {
	const { t } = useTranslation()
	const fixes = useQuery(fixesQuery(item.id, code, field, item.plan))
	const [chosen, setChosen] = useState<FixName | null>(null)
	if (fixes.isPending) return <Loading lines={2} />
	if (fixes.isError) return <Failed error={fixes.error} retry={fixes.refetch} />
	const offered = fixes.data.filter((one) => one.count > 0 || one.params.length > 0)
	const fix = offered.find((one) => one.fix === chosen) ?? offered[0]
	if (!fix) return <p className="muted">{t('import.mend.no_fix')}</p>
	return (
		<div className="fixes">
			<Choice
				label={t('import.mend.how')}
				value={fix.fix}
				onChange={setChosen}
				choices={offered.map((one) => ({
					value: one.fix,
					label: t(`import.mend.fix.${one.fix}`),
					hint: t(`import.mend.fix_hint.${one.fix}`),
				}))}
			/>
			<FixPreview key={fix.fix} item={item} code={code} field={field} fix={fix} onDone={onDone} />
		</div>
	)
}

function FixPreview({ item, code, field, fix, onDone }: FixesProps & { fix: Fix }) {
	const { t } = useTranslation()
	const apply = useFix(item)
	const [params, setParams] = useState<FixParams>({})
	const rows = OF_ROWS.includes(fix.fix)
	const ready = fix.params.every((name) => isGiven(name, params))
	const count = fix.params.includes('values') ? mappedRows(fix, params) : fix.count
	return (
		<div className="fix-preview">
			{fix.params.length > 0 && <FixParamsForm fix={fix} field={field} params={params} onChange={setParams} />}
			{fix.examples.length > 0 && <Examples fix={fix} />}
			<div className="button-row">
				<Button
					size="xs"
					disabled={!ready}
					loading={apply.isPending}
					onClick={() =>
						onceSaved(
							apply.mutateAsync({
								code: code === '-' ? null : code,
								field,
								fix: fix.fix,
								...(fix.params.length > 0 ? { params } : {}),
							}),
							onDone,
						)
					}
				>
					{applyLabel()}
				</Button>
				<Button size="xs" variant="subtle" color="gray" onClick={onDone}>
					{t('action.cancel')}
				</Button>
			</div>
		</div>
	)

	function applyLabel() {
		if (fix.fix === 'skip') return t('import.mend.apply_skip', { count })
		if (rows) return t('import.mend.apply_rows', { count })
		// How many cells hold the searched text is known only after it was typed.
		return fix.params.includes('search') ? t('import.mend.apply_all') : t('import.mend.apply', { count })
	}
}

function Examples({ fix }: { fix: Fix }) {
	const { t } = useTranslation()
	return (
		<table className="table table-open examples">
			<caption>
				{fix.count > fix.examples.length
					? t('import.mend.examples', { count: fix.examples.length, all: formatNumber(fix.count) })
					: t('import.mend.examples_all')}
			</caption>
			<thead>
				<tr>
					<th scope="col" className="examples-line">
						{t('import.check.line')}
					</th>
					<th scope="col">{t('import.mend.before')}</th>
					<th scope="col">{t('import.mend.after')}</th>
				</tr>
			</thead>
			<tbody>
				{fix.examples.map((example) => (
					<tr key={example.line}>
						<td className="number">{formatNumber(example.line)}</td>
						<td>
							<Value value={example.before} />
						</td>
						<td>
							{fix.fix === 'skip' ? (
								<em className="muted">{t('import.mend.left_out')}</em>
							) : (
								<Value value={example.after} />
							)}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}

function Value({ value }: { value: string | null }) {
	const { t } = useTranslation()
	return value ? <code>{value}</code> : <span className="muted">{t('import.check.no_value')}</span>
}

function isGiven(name: keyof FixParams, params: FixParams): boolean {
	if (name === 'values') return Object.keys(params.values ?? {}).length > 0
	// Replacing by nothing is a replacement too.
	return name === 'replacement' || (params[name] ?? '') !== ''
}

function mappedRows(fix: Fix, params: FixParams): number {
	return fix.values.reduce((sum, { value, rows }) => sum + (value in (params.values ?? {}) ? rows : 0), 0)
}
