import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../import/sums.ts'
import { SideDialog } from '../ui/Dialog.tsx'
import { Loading } from '../ui/states.tsx'

const StepHelp = lazy(() => import('./StepHelp.tsx').then((module) => ({ default: module.StepHelp })))

/** The part of the help that is about this step, beside it: what one reads about stays in sight. */
export function HelpButton({ step }: { step: Step }) {
	const { t } = useTranslation()
	const [open, setOpen] = useState(false)
	return (
		<>
			<Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setOpen(true)}>
				{t('nav.help_button')}
			</Button>
			<SideDialog opened={open} onClose={() => setOpen(false)} position="right" size="md" title={t('nav.help')}>
				<Suspense fallback={<Loading />}>{open && <StepHelp step={step} />}</Suspense>
			</SideDialog>
		</>
	)
}
