import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../ui/ButtonLink.tsx'
import { DropZone } from './DropZone.tsx'
import './import.css'
import { PasteTable } from './PasteTable.tsx'
import { Samples } from './Samples.tsx'
import { useStart } from './start.ts'
import { WizardPage } from './WizardPage.tsx'

const route = getRouteApi('/app/admin/imports/new')

/** Step 1 before there is a file. */
export function NewImport() {
	const { t } = useTranslation()
	const { target } = route.useSearch()
	const { start, starting, problem } = useStart(target)
	return (
		<WizardPage
			step="file"
			title={t('import.file.title')}
			imports={[]}
			bar={
				<ButtonLink variant="default" to="/admin/imports">
					{t('action.back')}
				</ButtonLink>
			}
		>
			<p className="lead">{t('import.file.lead')}</p>
			{problem && (
				<p role="alert" className="notice notice-error">
					{problem}
				</p>
			)}
			<DropZone
				multiple
				text={t('import.file.drop')}
				dropText={t('import.file.drop_now')}
				or={t('import.file.or')}
				button={t('import.file.choose')}
				hint={t('import.file.any')}
				busy={starting}
				onFiles={(files) => void start(files)}
			/>
			<PasteTable busy={starting} onFile={(file) => void start([file])} />
			<section className="section" aria-labelledby="samples">
				<h2 id="samples">{t('import.file.samples')}</h2>
				<p className="muted">{t('import.file.samples_hint')}</p>
				<Samples />
			</section>
		</WizardPage>
	)
}
