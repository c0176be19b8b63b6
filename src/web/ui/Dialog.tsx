import type { DrawerProps, ModalProps } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

const Modal = lazy(() => import('./overlays.ts').then((module) => ({ default: module.Modal })))
const Drawer = lazy(() => import('./overlays.ts').then((module) => ({ default: module.Drawer })))

/** A window over the page. Fetched when the first one opens: few visits open any. */
export function Dialog(props: ModalProps) {
	const { t } = useTranslation()
	if (!useOnceOpened(props.opened)) return null
	return (
		<Suspense>
			<Modal closeButtonProps={{ 'aria-label': t('app.close') }} {...props} />
		</Suspense>
	)
}

/** The same at the side of the page. */
export function SideDialog(props: DrawerProps) {
	const { t } = useTranslation()
	if (!useOnceOpened(props.opened)) return null
	return (
		<Suspense>
			<Drawer closeButtonProps={{ 'aria-label': t('app.close') }} {...props} />
		</Suspense>
	)
}

/** Once it was open it stays: it closes by itself, and gives the focus back. */
function useOnceOpened(opened: boolean): boolean {
	const [once, setOnce] = useState(opened)
	if (opened && !once) setOnce(true)
	return once || opened
}
