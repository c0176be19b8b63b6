import type { DrawerProps, ModalProps } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const Modal = lazy(() => import('./overlays.ts').then((module) => ({ default: module.Modal })))
const Drawer = lazy(() => import('./overlays.ts').then((module) => ({ default: module.Drawer })))

/** A window over the page. Fetched when the first one opens: few visits open any. */
export function Dialog(props: ModalProps) {
	const { t } = useTranslation()
	useReturnFocus(props.opened, props.returnFocus)
	if (!useOnceOpened(props.opened)) return null
	return (
		<Suspense>
			<Modal closeButtonProps={{ 'aria-label': t('app.close') }} {...props} returnFocus={false} />
		</Suspense>
	)
}

/** The same at the side of the page. */
export function SideDialog(props: DrawerProps) {
	const { t } = useTranslation()
	useReturnFocus(props.opened, props.returnFocus)
	if (!useOnceOpened(props.opened)) return null
	return (
		<Suspense>
			<Drawer closeButtonProps={{ 'aria-label': t('app.close') }} {...props} returnFocus={false} />
		</Suspense>
	)
}

/** Once it was open it stays, and closes by itself. */
function useOnceOpened(opened: boolean): boolean {
	const [once, setOnce] = useState(opened)
	if (opened && !once) setOnce(true)
	return once || opened
}

/**
 * Gives the focus back to what had it. Mantine does so only for a window that is there before it opens and after it
 * closed: not for the first one, which was fetched meanwhile, and not for one that is taken away.
 */
function useReturnFocus(opened: boolean, wanted = true): void {
	useEffect(() => {
		if (!opened || !wanted) return
		const before = document.activeElement
		return () => {
			setTimeout(() => {
				const now = document.activeElement
				// The heading of a next page may have it by now.
				const isLost = now === document.body || now?.closest('[role="dialog"]')
				if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true })
			})
		}
	}, [opened, wanted])
}
