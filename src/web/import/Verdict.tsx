import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import { api, apiUrl } from '../api.ts'
import { useAction } from '../ui/action.ts'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { failed } from '../ui/notify.ts'
import { applyImport, decisionKey } from './run.ts'
import { changesRecords, total, writesAnything } from './sums.ts'
import { whatChanges, whatIsWritten } from './words.ts'

/** One sentence on what would happen now, and the ways out when that is nothing. */
export function Verdict({ runId, imports }: { runId: number; imports: Import[] }) {
	const { t } = useTranslation()
	const refused = total(imports, 'refused')
	const stopped = imports.some((item) => item.state === 'refused')
	const anything = writesAnything(imports)
	const unchanged = total(imports, 'unchanged')

	if (stopped) {
		return (
			<div className="notice notice-error">
				<p>{t('import.check.bad_hint')}</p>
				<div className="button-row">
					{anything && <SkipErrors runId={runId} imports={imports} />}
					<ButtonLink size="xs" variant="default" to="/admin/imports/$runId/file" params={{ runId }}>
						{t('import.check.replace_file')}
					</ButtonLink>
				</div>
				<RefusedLinks imports={imports} />
			</div>
		)
	}
	if (!anything) {
		return (
			<div className="notice">
				<p>{unchanged > 0 ? t('import.plan.all_unchanged', { count: unchanged }) : t('import.check.nothing_hint')}</p>
				{refused > 0 && <RefusedLinks imports={imports} />}
			</div>
		)
	}
	return (
		<div className="notice notice-good">
			<p>
				{changesRecords(imports)
					? t('import.plan.will', { what: whatChanges(t, imports) })
					: t('import.check.will', { what: whatIsWritten(t, imports) })}{' '}
				{unchanged > 0 && t('import.plan.unchanged', { count: unchanged })} {t('import.check.no_mail')}
			</p>
			{refused > 0 && <RefusedLinks imports={imports} />}
		</div>
	)
}

function SkipErrors({ runId, imports }: { runId: number; imports: Import[] }) {
	const { t } = useTranslation()
	const client = useQueryClient()
	const skip = useAction({
		mutationKey: decisionKey(runId),
		mutationFn: async () => {
			for (const item of imports) {
				applyImport(client, await api.patch<Import>(`/imports/${item.id}`, { options: { on_error: 'skip' } }))
			}
		},
		onError: failed,
	})
	return (
		<Button size="xs" loading={skip.isPending} onClick={() => skip.mutate()}>
			{t('import.check.will_skip', { count: total(imports, 'refused') })}
		</Button>
	)
}

export function RefusedLinks({ imports }: { imports: Import[] }) {
	const { t } = useTranslation()
	const bad = imports.filter((item) => (item.counts?.refused ?? 0) > 0)
	return (
		<ul className="plain-list refused-links">
			{bad.map((item) => (
				<li key={item.id}>
					<a href={apiUrl(`/imports/${item.id}/refused.csv`)} download>
						{t('import.check.download_refused')}
						{imports.length > 1 && ` – ${item.filename}`}
					</a>
				</li>
			))}
		</ul>
	)
}
