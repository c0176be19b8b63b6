import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isFirstPage } from './first-page.ts'

interface PageProps {
	title: string
	/** For the window when it differs from the heading (a wizard names its step). */
	windowTitle?: string
	/** Beside the heading: what can be done here. */
	actions?: ReactNode
	/** Above the heading: where this belongs. */
	above?: ReactNode
	/** Forms and texts are easier to read in a column. */
	narrow?: boolean
	children: ReactNode
}

/**
 * One page: its heading takes the focus when the page is entered, so that a screen reader says where one is.
 * Not on the first load, where the browser itself starts at the top.
 */
export function Page({ title, windowTitle, actions, above, narrow = false, children }: PageProps) {
	const { t } = useTranslation()
	const heading = useRef<HTMLHeadingElement>(null)
	const name = t('app.name')

	useEffect(() => {
		if (!isFirstPage()) heading.current?.focus({ preventScroll: true })
	}, [])
	useEffect(() => {
		document.title = `${windowTitle ?? title} – ${name}`
	}, [title, windowTitle, name])

	return (
		<div className={narrow ? 'page page-narrow' : 'page'}>
			{above}
			<div className="page-head">
				<h1 ref={heading} tabIndex={-1}>
					{title}
				</h1>
				{actions && <div className="page-actions">{actions}</div>}
			</div>
			{children}
		</div>
	)
}
