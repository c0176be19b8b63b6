import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../contract/imports.ts'
import type { CompanyDecision, NamedCompany } from '../../contract/mending.ts'
import { formatNumber } from '../i18n/format.ts'
import { CompanySelect } from './lazy.ts'
import { useDecideCompany } from './mend.ts'

const PLAIN = ['create', 'empty', 'skip'] as const

/** One name from the file and what can be done about it; a decision made stands in words, with the way back. */
export function CompanyRow({ item, name }: { item: Import; name: NamedCompany }) {
	const { t } = useTranslation()
	const [searching, setSearching] = useState(false)
	const decide = useDecideCompany(item)
	const send = (decision: CompanyDecision | null, companyId?: number) =>
		decide.mutate({ value: name.value, decision, ...(companyId === undefined ? {} : { company_id: companyId }) })
	const others = name.spellings.filter((spelling) => spelling !== name.value)
	return (
		<li className="name" aria-busy={decide.isPending || undefined}>
			<div className="name-head">
				<strong>{name.value}</strong>
				<span className="muted number">
					{t('count.rows', { count: name.rows })}, {t('import.companies.first', { line: formatNumber(name.line) })}
				</span>
				{others.length > 0 && (
					<span className="muted">{t('import.companies.also', { names: others.slice(0, 4).join(', ') })}</span>
				)}
			</div>
			{name.decision === null ? (
				<fieldset className="button-row" aria-label={t('import.companies.choose', { name: name.value })}>
					{name.remembered === 'skip' && (
						<Button size="xs" variant="default" disabled={decide.isPending} onClick={() => send('skip')}>
							{t('import.companies.as_before_skip')}
						</Button>
					)}
					{name.suggestions.map((company) => (
						<Button key={company.id} size="xs" variant="default" onClick={() => send('link', company.id)}>
							{t('import.companies.link', { name: company.name })}
						</Button>
					))}
					<Button
						size="xs"
						variant="subtle"
						aria-expanded={searching}
						onClick={() => setSearching(!searching)}
						disabled={decide.isPending}
					>
						{t('import.companies.search')}
					</Button>
					{offered(name).map((decision) => (
						<Button
							key={decision}
							size="xs"
							variant="subtle"
							disabled={decide.isPending}
							onClick={() => send(decision)}
						>
							{t(`import.companies.${decision}`)}
						</Button>
					))}
				</fieldset>
			) : (
				<p className="name-fate">
					{name.decision === 'link'
						? t('import.companies.linked', { name: name.company?.name ?? '' })
						: t(`import.companies.will_${name.decision}`)}{' '}
					{name.remembered === name.decision && t('import.companies.as_before')}{' '}
					<button type="button" className="link-button" onClick={() => send(null)}>
						{t('import.companies.change')}
						<span className="hidden-text"> {name.value}</span>
					</button>
				</p>
			)}
			{searching && name.decision === null && (
				<div className="name-search">
					<Suspense>
						<CompanySelect
							label={t('import.companies.search_label', { name: name.value })}
							initialName={null}
							onChange={(id) => id !== null && send('link', id)}
						/>
					</Suspense>
				</div>
			)}
		</li>
	)
}

/** An ambiguous name is there already, and leaving its rows out as last time has a button of its own. */
function offered({ fate, remembered }: NamedCompany) {
	return PLAIN.filter((decision) => decision !== remembered && (decision !== 'create' || fate === 'unknown'))
}
