import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Import, ImportOptions } from '../../contract/imports.ts'
import { Choice } from './Choice.tsx'
import { ModeOptions } from './ModeOptions.tsx'
import { useChange } from './run.ts'

/** Each rule with its consequence in words. What concerns people shows only when there are people. */
export function Options({ imports }: { imports: Import[] }) {
	const { t } = useTranslation()
	const people = imports.filter((item) => item.target === 'users')
	const [users] = people
	const change = useChange(imports[0]?.run_id ?? 0)
	const set = (items: Import[], options: Partial<ImportOptions>) => {
		for (const item of items) change.mutate({ id: item.id, change: { options } })
	}

	return (
		<section className="section options" aria-labelledby="options">
			<h2 id="options">{t('import.options.title')}</h2>
			<div className="options-grid">
				{imports.map((item) => (
					<ModeOptions key={item.id} item={item} {...whose(t, imports, item)} set={(options) => set([item], options)} />
				))}
				<Choice
					label={t('import.options.on_error')}
					value={imports[0]?.options.on_error ?? 'stop'}
					onChange={(on_error) => set(imports, { on_error })}
					choices={[
						{ value: 'stop', label: t('import.options.on_error_stop'), hint: t('import.options.on_error_stop_hint') },
						{ value: 'skip', label: t('import.options.on_error_skip'), hint: t('import.options.on_error_skip_hint') },
					]}
				/>
				{users && (
					<>
						<Choice
							label={t('import.options.company')}
							value={users.options.missing_company}
							onChange={(missing_company) => set(people, { missing_company })}
							choices={(['error', 'create', 'empty'] as const).map((value) => ({
								value,
								label: t(`import.options.company_${value}`),
								hint: t(`import.options.company_${value}_hint`),
							}))}
						/>
						{people.some((item) => item.mapping.includes('groups')) && (
							<Choice
								label={t('import.options.group')}
								value={users.options.missing_group}
								onChange={(missing_group) => set(people, { missing_group })}
								choices={(['error', 'create', 'empty'] as const).map((value) => ({
									value,
									label: t(`import.options.group_${value}`),
									hint: t(`import.options.group_${value}_hint`),
								}))}
							/>
						)}
						<Choice
							label={t('import.options.usernames')}
							value={users.options.usernames}
							onChange={(usernames) => set(people, { usernames })}
							choices={(['given', 'email', 'name'] as const).map((value) => ({
								value,
								label: t(`import.options.usernames_${value}`),
								hint: t(`import.options.usernames_${value}_hint`),
							}))}
						/>
						<Choice
							label={t('import.options.emails')}
							value={users.options.placeholder_emails ? 'fill' : 'error'}
							onChange={(value) => set(people, { placeholder_emails: value === 'fill' })}
							choices={(['error', 'fill'] as const).map((value) => ({
								value,
								label: t(`import.options.emails_${value}`),
								hint: t(`import.options.emails_${value}_hint`),
							}))}
						/>
					</>
				)}
			</div>
		</section>
	)
}

/** What a file is told from the others of the run by: what it holds, or its name where they hold the same. */
function whose(t: TFunction, imports: Import[], item: Import): { whose?: string } {
	if (imports.length === 1) return {}
	const alike = imports.filter(({ target }) => target === item.target)
	return { whose: alike.length > 1 ? item.filename : t(`import.target.${item.target}`) }
}
