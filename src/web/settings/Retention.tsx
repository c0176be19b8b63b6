import { Button, NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../contract/people.ts'
import { useMay } from '../auth/session.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { FormProblem } from '../ui/FormProblem.tsx'
import { Page } from '../ui/Page.tsx'
import { Failed, Loading } from '../ui/states.tsx'
import { settingsQuery, useSaveSettings } from './settings.ts'

const DAYS = { min: 1, max: 3650 }

/** Administrace → Uchovávání importů: how long they can be taken back. */
export function Retention() {
	const { t } = useTranslation()
	const { data: settings, isPending, error, refetch } = useQuery(settingsQuery)
	if (isPending) return <Loading />
	return (
		<Page title={t('import.kept.title')} narrow>
			<p className="muted">{t('import.kept.lead')}</p>
			{settings ? <DaysForm settings={settings} /> : <Failed error={error} retry={refetch} />}
		</Page>
	)
}

function DaysForm({ settings }: { settings: Settings }) {
	const { t } = useTranslation()
	const may = useMay()
	const [days, setDays] = useState<number | string>(settings.changes_kept_days)
	const [asking, setAsking] = useState(false)
	const save = useSaveSettings(t('import.kept.saved'))
	const isValid = Number.isInteger(days) && Number(days) >= DAYS.min && Number(days) <= DAYS.max
	const keep = () => save.mutate({ changes_kept_days: Number(days) }, { onSettled: () => setAsking(false) })
	const submit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		if (!isValid) return
		// What goes does not come back, so fewer days are asked about.
		if (Number(days) < settings.changes_kept_days) setAsking(true)
		else keep()
	}
	return (
		<form className="form section" noValidate onSubmit={submit}>
			<FormProblem error={save.error} />
			<NumberInput
				label={t('import.kept.days')}
				description={t('import.kept.days_hint')}
				value={days}
				onChange={setDays}
				allowDecimal={false}
				allowNegative={false}
				{...DAYS}
				clampBehavior="none"
				readOnly={!may('settings.write')}
				error={!isValid && t('import.kept.days_invalid')}
				maw={320}
			/>
			{may('settings.write') && (
				<div className="form-actions section">
					<Button type="submit" loading={save.isPending}>
						{t('action.save')}
					</Button>
				</div>
			)}
			<ConfirmDialog
				opened={asking}
				onClose={() => setAsking(false)}
				title={t('import.kept.shorter_question', { count: Number(days) })}
				text={t('import.kept.shorter_text', { count: Number(days) })}
				button={t('import.kept.shorter_confirm', { count: Number(days) })}
				busy={save.isPending}
				onConfirm={keep}
			/>
		</form>
	)
}
